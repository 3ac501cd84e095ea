using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetSpec.Report;

/// <summary>How files are read and written, and how charts stand in a page.</summary>
internal static class ReportJson
{
    /// <summary>A run's files. What must be there and is null or missing is an error.</summary>
    public static JsonSerializerOptions Files { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>In a page: the default encoder writes <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> and quotes as <c>\u003C</c> and so on, so that no text ends the script.</summary>
    public static JsonSerializerOptions Page { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // A loss that diverged; a chart leaves such points out.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
}
