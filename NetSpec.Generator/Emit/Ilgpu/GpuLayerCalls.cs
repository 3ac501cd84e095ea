namespace NetSpec.Generator;

/// <summary>Prints the members that read layers' outputs: rows, and the sums that covariances are made of.</summary>
internal static class GpuLayerCalls
{
    public static void Print(GpuContext k, SourceWriter w)
    {
        w.Lines($$"""
            protected override void RunLayers(ReadOnlySpan<float> input, int samples)
            {
                On(null);
                var work = GradientWork(samples);
                RunForward(_stream, work, Copy(work.Input, input), samples, false, 0, 0);
            }

            protected override void ReadRows(int buffer, int samples, Span<float> rows) => Read(RowsOf(_work!, buffer, samples), rows);

            protected override void MeanOfRows(int buffer, int samples, Span<double> mean)
            {
                var size = DeviceLayout.Buffers[buffer];
                var rows = samples * size.RowsPerSample;
                SumUnits(buffer, samples, new float[size.Width], mean);
                for (var i = 0; i < mean.Length; i++) mean[i] /= rows;
            }

            protected override void SumProducts(int buffer, int samples, ReadOnlySpan<double> shift, Span<double> sums, Span<double> products)
            {
                var units = DeviceLayout.Buffers[buffer].Width;
                var rows = samples * DeviceLayout.Buffers[buffer].RowsPerSample;
                var shifts = new float[units];
                for (var i = 0; i < units; i++) shifts[i] = (float)shift[i];
                SumUnits(buffer, samples, shifts, sums);

                // Parts are as many as fill a device, and so few that their float64 sums take little memory.
                var tiles = (units + 63) / 64;
                var count = units * (long)units;
                var parts = (int)global::System.Math.Max(1, global::System.Math.Min(global::System.Math.Min(64, (1L << 23) / count), (rows + 511) / 512));
                var rowsOfPart = (rows + parts - 1) / parts;
                var buffers = Products((parts + 1) * count);
                using var device = _accelerator.Allocate1D<float>(units);
                device.View.CopyFromCPU(_stream, shifts);
                RunProducts(_stream, new KernelConfig(new Index2D(tiles * (tiles + 1) / 2, parts), new Index2D(256, 1)), rows, units, rowsOfPart, RowsOf(_work!, buffer, samples), device.View.BaseView, buffers.SubView(0, parts * count));
                RunAddProducts(_stream, Flat((int)count), (int)count, parts, buffers.SubView(0, parts * count), buffers.SubView(parts * count, count));
                Read(buffers.SubView(parts * count, count), products);
            }

            private void SumUnits(int buffer, int samples, float[] shift, Span<double> sums)
            {
                var units = DeviceLayout.Buffers[buffer].Width;
                var rows = samples * DeviceLayout.Buffers[buffer].RowsPerSample;
                var rowsOfPart = global::System.Math.Max(64, (rows + 127) / 128);
                var parts = (rows + rowsOfPart - 1) / rowsOfPart;
                var buffers = Products((parts + 1L) * units);
                using var device = _accelerator.Allocate1D<float>(units);
                device.View.CopyFromCPU(_stream, shift);
                RunSumUnits(_stream, Config(parts, (units + 31) / 32, 256), rows, units, rowsOfPart, RowsOf(_work!, buffer, samples), device.View.BaseView, buffers);
                RunAddProducts(_stream, Flat(units), units, parts, buffers.SubView(0, parts * (long)units), buffers.SubView(parts * (long)units, units));
                Read(buffers.SubView(parts * (long)units, units), sums);
            }

            private DoubleView Products(long length)
            {
                if (_productBuffer is null || _productBuffer.Length < length)
                {
                    _productBuffer?.Dispose();
                    _productBuffer = _accelerator.Allocate1D<double>(length);
                }
                return _productBuffer.View.BaseView.SubView(0, length);
            }

            """);
    }
}
