using NetSpec.Compiler;
using static NetSpec.Tests.Ilgpu.DeviceNetworks;

namespace NetSpec.Tests.Ilgpu;

public class LiveNetworksTests
{
    [Fact]
    public void WhatWasDisposedIsForgotten()
    {
        using var live = new LiveNetworks();
        var hosts = Enumerable.Range(0, 4).Select(_ => new DeviceHost(Narrow)).ToList();
        foreach (var host in hosts)
        {
            live.Add(host.Device);
            Assert.Equal(1, live.Count);
            Assert.False(host.Device.IsDisposed);
            host.Dispose();
            Assert.True(host.Device.IsDisposed);
        }
        Assert.Equal(0, live.Count);
    }

    [Fact]
    public void WhatIsLeftIsDisposedWithTheDevice()
    {
        var (first, second) = (new DeviceHost(Narrow), new DeviceHost(Wide));
        var live = new LiveNetworks();
        live.Add(first.Device);
        live.Add(second.Device);
        first.Dispose();

        live.Dispose();

        Assert.True(second.Device.IsDisposed);
        Assert.Equal(0, live.Count);
    }
}
