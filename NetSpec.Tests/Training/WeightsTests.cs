using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

public class WeightsTests
{
    [Fact]
    public void Saved_weights_load_to_the_bit_in_float_and_double()
    {
        CheckRoundTrip<float>();
        CheckRoundTrip<double>();
    }

    [Fact]
    public void Values_lie_in_PyTorchs_order_with_the_specs_hash()
    {
        var parameters = Make<float>();
        parameters.Write("d.weight", [1f, 2f, 3f, 4f, 5f, 6f]);
        var saved = Weights.Save(parameters, new Dictionary<string, string> { ["classes"] = "a,b" });
        Assert.Equal(["d.weight", "d.bias", "r.weight_ih"], saved.Names);
        Assert.Equal([2L, 3L], saved["d.weight"].Shape);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], Assert.IsType<Tensor<float>>(saved["d.weight"]).Values);
        Assert.Equal(parameters.Info.SpecHash, saved.Metadata["netspec.spec_hash"]);
        Assert.Equal("Tiny", saved.Metadata["netspec.name"]);
        Assert.Equal("a,b", saved.Metadata["classes"]);
    }

    [Fact]
    public void Float64_and_PyTorchs_spelling_and_another_hash_are_fine()
    {
        var parameters = Make<float>();
        var tensors = new NamedTensors
        {
            ["r.weight_ih_l0"] = Tensor.Create([9d, 8], 2, 1),
            ["d.bias"] = Tensor.Create([0.1d, 0.2], 2),
            ["d.num_batches_tracked"] = Tensor.Create([5L]),
            ["d.weight"] = Tensor.Create([1d, 2, 3, 4, 5, 6], 2, 3),
            Metadata = { ["netspec.spec_hash"] = "another" },
        };
        Weights.Load(parameters, tensors);
        Assert.Equal([0.1f, 0.2f], parameters.Read("d.bias"));
        Assert.Equal([9f, 8f], parameters.Read("r.weight_ih"));
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], parameters.Read("d.weight"));
    }

    [Fact]
    public void Everything_that_does_not_fit_is_listed_and_nothing_is_set() => Culture.German(() =>
    {
        var parameters = Make<float>();
        var before = parameters.Memory.Span.ToArray();
        var tensors = new NamedTensors
        {
            ["d.weight"] = Tensor.Create([1f, 2, 3, 4, 5, 6], 3, 2),
            ["e.weight"] = Tensor.Create([1f], 1),
            ["r.weight_ih"] = Tensor.Create([1f, 2], 2, 1),
        };
        var error = Assert.Throws<InputException>(() => Weights.Load(parameters, tensors, source: "w.safetensors"));
        Assert.Equal(
            "The weights in 'w.safetensors' do not fit Tiny: d.weight has the shape [3, 2], not [2, 3]; d.bias [2] is missing; e.weight [1] is no parameter of it.",
            error.Message);
        Assert.Equal(before, parameters.Memory.Span.ToArray());
    });

    [Fact]
    public void Values_and_types_that_do_not_fit_are_listed_with_their_place() => Culture.German(() =>
    {
        var parameters = Make<float>();
        var tensors = new NamedTensors
        {
            ["d.weight"] = Tensor.Create([1f, 2, 3, 4, float.NaN, 6], 2, 3),
            ["d.bias"] = Tensor.Create([1, 2], 2),
            ["r.weight_ih"] = Tensor.Create([0.5, 1.5e300], 2, 1),
        };
        var error = Assert.Throws<InputException>(() => Weights.Load(parameters, tensors));
        Assert.Equal(
            "The weights do not fit Tiny: d.weight[1, 1] is NaN, which is no finite float32; d.bias holds int32, not float32 or float64; "
            + "r.weight_ih[1, 0] is 1.5E+300, which is no finite float32.",
            error.Message);
        Assert.All(parameters.Read("d.weight"), value => Assert.Equal(0, value));
    });

    [Fact]
    public void By_order_any_names_do_and_endings_of_PyTorch_are_kept_apart()
    {
        var parameters = new ParameterSet<float>(TestInfo.Of(
            ("n.weight", [2], ParameterKind.Scale),
            ("n.bias", [2], ParameterKind.Bias),
            ("n.running_mean", [2], ParameterKind.RunningMean),
            ("d.weight", [2, 2], ParameterKind.Weight),
            ("d.bias", [2], ParameterKind.Bias)));
        var sorted = new NamedTensors
        {
            ["0.bias"] = Tensor.Create([1f, 1], 2),
            ["0.num_batches_tracked"] = Tensor.Create([7L]),
            ["0.running_mean"] = Tensor.Create([2f, 2], 2),
            ["0.weight"] = Tensor.Create([3f, 3], 2),
            ["1.bias"] = Tensor.Create([4f, 4], 2),
            ["1.weight"] = Tensor.Create([5f, 6, 7, 8], 2, 2),
        };
        Weights.Load(parameters, sorted, WeightsMap.Order);
        Assert.Equal([3f, 3f], parameters.Read("n.weight"));
        Assert.Equal([1f, 1f], parameters.Read("n.bias"));
        Assert.Equal([2f, 2f], parameters.Read("n.running_mean"));
        Assert.Equal([4f, 4f], parameters.Read("d.bias"));
        Assert.Equal([5f, 6f, 7f, 8f], parameters.Read("d.weight"));

        var free = new NamedTensors();
        foreach (var (name, value) in new[] { ("p", 1f), ("q", 2f), ("r", 3f) })
            free[name] = Tensor.Create([value, value], 2);
        free["s"] = Tensor.Create([5f, 6, 7, 8], 2, 2);
        free["t"] = Tensor.Create([4f, 4], 2);
        Weights.Load(parameters, free, WeightsMap.Order);
        Assert.Equal([1f, 1f], parameters.Read("n.weight"));
        Assert.Equal([3f, 3f], parameters.Read("n.running_mean"));
        Assert.Equal([4f, 4f], parameters.Read("d.bias"));
    }

    [Fact]
    public void By_order_too_few_and_too_many_are_listed()
    {
        var tensors = new NamedTensors { ["a"] = Tensor.Create([1f, 2], 2), ["b"] = Tensor.Create([1f], 1) };
        Assert.Equal(
            "The weights do not fit Tiny: no tensor is left for d.weight [2, 3]; no tensor is left for r.weight_ih [2, 1]; b [1] is no parameter of it.",
            Assert.Throws<InputException>(() => Weights.Load(Make<float>(), tensors, WeightsMap.Order)).Message);
    }

    [Theory]
    [InlineData("module.")]
    [InlineData("_orig_mod.")]
    [InlineData("module._orig_mod.")]
    public void What_wraps_a_module_is_left_out_of_its_names(string wrapper)
    {
        var parameters = Make<float>();
        Weights.Load(parameters, new()
        {
            [wrapper + "d.bias"] = Tensor.Create([7f, 8], 2),
            [wrapper + "d.weight"] = Tensor.Create(new float[6], 2, 3),
            [wrapper + "r.weight_ih_l0"] = Tensor.Create([9f, 8], 2, 1),
        });
        Assert.Equal([7f, 8f], parameters.Read("d.bias"));
        Assert.Equal([9f, 8f], parameters.Read("r.weight_ih"));
    }

    [Fact]
    public void Names_that_differ_get_the_way_to_load_them()
    {
        var tensors = new NamedTensors
        {
            ["fc.weight"] = Tensor.Create(new float[6], 2, 3),
            ["fc.bias"] = Tensor.Create(new float[2], 2),
            ["x"] = Tensor.Create(new float[2], 2, 1),
        };
        var error = Assert.Throws<InputException>(() => Weights.Load(Make<float>(), tensors)).Message;
        Assert.StartsWith("The weights do not fit Tiny: d.weight [2, 3] is missing; ", error);
        Assert.EndsWith(
            "x [2, 1] is no parameter of it. By order and shape they fit (d.weight from fc.weight, d.bias from fc.bias, r.weight_ih from x): "
            + "load them by order (--map order), or give the layers of the spec the names that the tensors have.",
            error);
    }

    [Fact]
    public void By_order_numbers_in_sorted_names_count_by_their_size()
    {
        var parameters = new ParameterSet<float>(TestInfo.Of([.. Enumerable.Range(0, 12).Select(i => ($"d{i}.bias", new[] { 1 }, ParameterKind.Bias))]));
        var sorted = new NamedTensors();
        foreach (var name in Enumerable.Range(0, 12).Select(i => $"net.{i}.bias").Order(StringComparer.Ordinal))
            sorted[name] = Tensor.Create([float.Parse(name.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture)], 1);
        Weights.Load(parameters, sorted, WeightsMap.Order);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)i), Enumerable.Range(0, 12).Select(i => parameters.Read($"d{i}.bias")[0]));

        // In any other order the file's own stands.
        var given = new NamedTensors();
        foreach (var i in Enumerable.Range(0, 12).Reverse()) given[$"net.{i}.bias"] = Tensor.Create([(float)i], 1);
        Weights.Load(parameters, given, WeightsMap.Order);
        Assert.Equal(11, parameters.Read("d0.bias")[0]);
        Assert.Equal(("d0.bias", "net.11.bias"), Weights.Find(parameters.Info, given, WeightsMap.Order)[0]);
    }

    [Fact]
    public void By_order_layers_of_one_recurrent_module_are_told_apart()
    {
        var parameters = new ParameterSet<float>(TestInfo.Of(
            ("a.weight_ih", [2, 2], ParameterKind.Weight),
            ("a.weight_hh", [2, 2], ParameterKind.Weight),
            ("b.weight_ih", [2, 2], ParameterKind.Weight),
            ("b.weight_hh", [2, 2], ParameterKind.Weight)));
        var tensors = new NamedTensors();
        foreach (var (name, value) in new[] { ("weight_hh_l0", 2f), ("weight_hh_l1", 4f), ("weight_ih_l0", 1f), ("weight_ih_l1", 3f) })
            tensors["rnn." + name] = Tensor.Create([value, value, value, value], 2, 2);
        Weights.Load(parameters, tensors, WeightsMap.Order);
        Assert.Equal([1f, 2, 3, 4], parameters.Info.Parameters.Select(p => parameters.Read(p.Name)[0]));
    }

    private static ParameterSet<T> Make<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => new(TestInfo.Of(
            ("d.weight", [2, 3], ParameterKind.Weight),
            ("d.bias", [2], ParameterKind.Bias),
            ("r.weight_ih", [2, 1], ParameterKind.Weight)));

    private static void CheckRoundTrip<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var (saved, loaded) = (Make<T>(), Make<T>());
        Initializer.Apply(saved, "pytorch", 4);
        var version = loaded.Version;
        Weights.Load(loaded, Weights.Save(saved));
        Assert.Equal(saved.Memory.Span.ToArray(), loaded.Memory.Span.ToArray());
        Assert.True(loaded.Version > version);
    }
}
