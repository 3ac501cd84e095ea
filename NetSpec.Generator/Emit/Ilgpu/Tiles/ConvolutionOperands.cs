using System;

namespace NetSpec.Generator;

/// <summary>An image's windows as rows of a matrix: places are pixels of the result, summed over taps and channels.</summary>
internal sealed class WindowOperand(WindowGrid grid, int channels) : TileOperand
{
    public override string Name => $"Windows{GridName.Of(grid)}x{channels}";

    public override bool AlongDepth => true;

    public override string Parameters(string n) => $"FloatView {n}";

    public override void Prepare(SourceWriter w, string n, string q, string outer)
    {
        var (lines, pixels) = (grid.Lines, grid.Pixels);
        w.Line($"int {n}Row{q} = {outer} / {pixels.Positions}, {n}Sample{q} = {n}Row{q} / {lines.Positions};");
        w.Line($"int {n}Top{q} = (({n}Row{q} - ({n}Sample{q} * {lines.Positions})) * {lines.Stride}) - {lines.Before}, {n}Left{q} = (({outer} - ({n}Row{q} * {pixels.Positions})) * {pixels.Stride}) - {pixels.Before};");
    }

    public override void Load(SourceWriter w, string n, string q, string outer, string depth, string inside, string target)
    {
        var (lines, pixels) = (grid.Lines, grid.Pixels);
        w.Line($"var {n}Tap{q} = {depth} / {channels};");
        w.Line($"int {n}Line{q} = {n}Top{q} + ({n}Tap{q} / {pixels.Window} * {lines.Dilation}), {n}Pixel{q} = {n}Left{q} + ({n}Tap{q} % {pixels.Window} * {pixels.Dilation});");
        w.Line($"{target} = {inside} && {n}Line{q} >= 0 && {n}Line{q} < {lines.Size} && {n}Pixel{q} >= 0 && {n}Pixel{q} < {pixels.Size}");
        w.Line($"    ? {n}[((((({n}Sample{q} * {lines.Size}) + {n}Line{q}) * {pixels.Size}) + {n}Pixel{q}) * {channels}) + {depth} - ({n}Tap{q} * {channels})] : 0f;");
    }
}

/// <summary>The same windows as columns: places are taps and channels, summed over the pixels of the result.</summary>
internal sealed class TapOperand(WindowGrid grid, int channels) : TileOperand
{
    public override string Name => $"Taps{GridName.Of(grid)}x{channels}";

    public override bool AlongDepth => false;

    public override string Parameters(string n) => $"FloatView {n}";

    public override void Prepare(SourceWriter w, string n, string q, string outer)
    {
        var (lines, pixels) = (grid.Lines, grid.Pixels);
        w.Line($"int {n}Tap{q} = {outer} / {channels}, {n}Channel{q} = {outer} - ({n}Tap{q} * {channels});");
        w.Line($"int {n}Down{q} = ({n}Tap{q} / {pixels.Window} * {lines.Dilation}) - {lines.Before}, {n}Across{q} = ({n}Tap{q} % {pixels.Window} * {pixels.Dilation}) - {pixels.Before};");
    }

    public override void Load(SourceWriter w, string n, string q, string outer, string depth, string inside, string target)
    {
        var (lines, pixels) = (grid.Lines, grid.Pixels);
        w.Line($"int {n}Row{q} = {depth} / {pixels.Positions}, {n}Sample{q} = {n}Row{q} / {lines.Positions};");
        w.Line($"int {n}Line{q} = (({n}Row{q} - ({n}Sample{q} * {lines.Positions})) * {lines.Stride}) + {n}Down{q}, {n}Pixel{q} = (({depth} - ({n}Row{q} * {pixels.Positions})) * {pixels.Stride}) + {n}Across{q};");
        w.Line($"{target} = {inside} && {n}Line{q} >= 0 && {n}Line{q} < {lines.Size} && {n}Pixel{q} >= 0 && {n}Pixel{q} < {pixels.Size}");
        w.Line($"    ? {n}[((((({n}Sample{q} * {lines.Size}) + {n}Line{q}) * {pixels.Size}) + {n}Pixel{q}) * {channels}) + {n}Channel{q}] : 0f;");
    }
}

/// <summary>The gradient of a convolution as the gradient of its input reads it: places are pixels of the input, summed over taps and units.</summary>
internal sealed class WindowGradientOperand(WindowGrid grid, int units) : TileOperand
{
    public override string Name => $"WindowGradients{GridName.Of(grid)}x{units}";

    public override bool AlongDepth => true;

    public override string Parameters(string n) => $"FloatView {n}";

    public override void Prepare(SourceWriter w, string n, string q, string outer)
    {
        var (lines, pixels) = (grid.Lines, grid.Pixels);
        w.Line($"int {n}Row{q} = {outer} / {pixels.Size}, {n}Sample{q} = {n}Row{q} / {lines.Size};");
        w.Line($"int {n}Top{q} = {n}Row{q} - ({n}Sample{q} * {lines.Size}) + {lines.Before}, {n}Left{q} = {outer} - ({n}Row{q} * {pixels.Size}) + {pixels.Before};");
    }

    public override void Load(SourceWriter w, string n, string q, string outer, string depth, string inside, string target)
    {
        var (lines, pixels) = (grid.Lines, grid.Pixels);
        w.Line($"var {n}Tap{q} = {depth} / {units};");
        w.Line($"int {n}Down{q} = {n}Top{q} - ({n}Tap{q} / {pixels.Window} * {lines.Dilation}), {n}Across{q} = {n}Left{q} - ({n}Tap{q} % {pixels.Window} * {pixels.Dilation});");
        w.Line($"int {n}Line{q} = {n}Down{q} / {lines.Stride}, {n}Pixel{q} = {n}Across{q} / {pixels.Stride};");
        w.Line($"{target} = {inside} && {n}Down{q} >= 0 && {n}Line{q} * {lines.Stride} == {n}Down{q} && {n}Line{q} < {lines.Positions} && {n}Across{q} >= 0 && {n}Pixel{q} * {pixels.Stride} == {n}Across{q} && {n}Pixel{q} < {pixels.Positions}");
        w.Line($"    ? {n}[((((({n}Sample{q} * {lines.Positions}) + {n}Line{q}) * {pixels.Positions}) + {n}Pixel{q}) * {units}) + {depth} - ({n}Tap{q} * {units})] : 0f;");
    }
}

/// <summary>Kernels as the gradient of the input reads them: places are channels, summed over taps and units.</summary>
internal sealed class TurnedKernelOperand(int taps, int channels, int units) : TileOperand
{
    public override string Name => $"TurnedKernels{taps}x{channels}x{units}";

    public override bool AlongDepth => true;

    public override string Parameters(string n) => $"FloatView {n}";

    public override void Load(SourceWriter w, string n, string q, string outer, string depth, string inside, string target)
    {
        w.Line($"int {n}Tap{q} = {depth} / {units}, {n}Unit{q} = {depth} - ({n}Tap{q} * {units}), {n}Start{q} = {n}Unit{q} & ~31;");
        w.Line(FormattableString.Invariant($"{target} = {inside} ? {n}[({n}Start{q} * {taps * channels}) + ((({n}Tap{q} * {channels}) + {outer}) * global::System.Math.Min(32, {Padding.Round(units)} - {n}Start{q})) + {n}Unit{q} - {n}Start{q}] : 0f;"));
    }
}
