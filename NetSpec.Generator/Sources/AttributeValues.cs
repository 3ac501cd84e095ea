using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetSpec.Spec;
using NetSpec.Spec.Attributes;

namespace NetSpec.Generator;

/// <summary>Reads an attribute's arguments out of the compiler's types.</summary>
internal static class AttributeValues
{
    public static AttributeArguments Read(AttributeData attribute, CancellationToken cancel)
    {
        var syntax = (AttributeSyntax)attribute.ApplicationSyntaxReference!.GetSyntax(cancel);
        var arguments = syntax.ArgumentList?.Arguments.ToList() ?? [];
        var span = syntax.GetLocation().ToSpan();
        var positional = attribute.ConstructorArguments.Select((value, i) =>
            new AttributeValue(Value(value), At(arguments.Where(a => a.NameEquals is null).ElementAtOrDefault(i), span)));
        var named = attribute.NamedArguments.Select(pair =>
        {
            var argument = arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == pair.Key);
            var nameSpan = argument?.NameEquals?.Name.GetLocation().ToSpan() ?? span;
            return new AttributeProperty(pair.Key, nameSpan, new AttributeValue(Value(pair.Value), At(argument, span)));
        });
        return new AttributeArguments(attribute.AttributeClass!.Name, span, positional.ToImmutableArray(), named.ToImmutableArray());
    }

    private static SourceSpan At(AttributeArgumentSyntax? argument, SourceSpan otherwise) => argument?.Expression.GetLocation().ToSpan() ?? otherwise;

    private static object? Value(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Array => constant.Values.IsDefault ? null : constant.Values.Select(Value).ToArray(),
        TypedConstantKind.Enum => Enum(constant),
        TypedConstantKind.Error => null,
        _ => constant.Value,
    };

    private static AttributeEnum Enum(TypedConstant constant)
    {
        var value = System.Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture);
        var member = constant.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, constant.Value));
        return new AttributeEnum(member?.Name ?? value.ToString(System.Globalization.CultureInfo.InvariantCulture), value);
    }
}
