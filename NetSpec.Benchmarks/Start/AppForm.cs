namespace NetSpec.Benchmarks.Start;

/// <summary>A way to publish an application.</summary>
/// <param name="Name">For the table and folders.</param>
/// <param name="Properties">What the project file says for it.</param>
internal sealed record AppForm(string Name, string Properties)
{
    /// <summary>As `dotnet publish` does it: code is translated when it is first called.</summary>
    public static AppForm Jit { get; } = new("JIT", "");

    /// <summary>One trimmed file with its own framework, translated ahead of time where that is possible.</summary>
    public static AppForm ReadyToRun { get; } = new("ReadyToRun", """
        <RuntimeIdentifier>$(NETCoreSdkPortableRuntimeIdentifier)</RuntimeIdentifier>
        <SelfContained>true</SelfContained>
        <PublishSingleFile>true</PublishSingleFile>
        <PublishTrimmed>true</PublishTrimmed>
        <PublishReadyToRun>true</PublishReadyToRun>
        <InvariantGlobalization>true</InvariantGlobalization>
        <UseSystemResourceKeys>true</UseSystemResourceKeys>
        <EventSourceSupport>false</EventSourceSupport>
        <DebuggerSupport>false</DebuggerSupport>
        """);
}
