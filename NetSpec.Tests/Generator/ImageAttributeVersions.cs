namespace NetSpec.Tests.Generator;

/// <summary>The cases and examples on images and sequences, written as attribute classes.</summary>
internal static class ImageAttributeVersions
{
    public static IReadOnlyDictionary<string, string> Sources { get; } = new Dictionary<string, string>
    {
        ["cnn"] = """
            [Network(1, 28, 28, Loss = Loss.CrossEntropy)]
            [Conv2D(8, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Conv2D(16, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Flatten]
            [Dense(10)]
            public sealed partial class SmallCnn;
            """,
        ["batchnorm"] = """
            [Network(2, 9, 9, Loss = Loss.CrossEntropy)]
            [Conv2D(5, PaddingMode = PaddingMode.Same, Bias = false)]
            [BatchNorm(Activation = Activation.Relu)]
            [Conv2D(7, Stride = new[] { 2 })]
            [BatchNorm(Epsilon = 0.001, Momentum = 0.3, Activation = Activation.Relu)]
            [Flatten]
            [Dense(12, Bias = false)]
            [BatchNorm(Activation = Activation.Tanh)]
            [Dense(3)]
            public sealed partial class BatchNormNet;
            """,
        ["conv_options"] = """
            [Network(3, 17, 13, Loss = Loss.Mse)]
            [Conv2D(6, Kernel = new[] { 5, 3 }, Stride = new[] { 2, 1 }, Padding = new[] { 2, 1 }, Activation = Activation.Tanh)]
            [AvgPool(3, Stride = new[] { 2 }, Padding = new[] { 1 })]
            [Conv2D(8, Groups = 2, Bias = false, Activation = Activation.Relu)]
            [Conv2D(10, Kernel = new[] { 1, 3 }, Dilation = new[] { 1, 2 }, Activation = Activation.LeakyRelu, ActivationParameter = 0.1)]
            [MaxPool(2, 1, Stride = new[] { 1, 1 })]
            [GlobalAvgPool]
            [Dense(4)]
            public sealed partial class ConvOptions;
            """,
        ["recurrent"] = """
            [Network(6, 4, Loss = Loss.Huber)]
            [Rnn(5, Return = RecurrentReturn.Sequence)]
            [Gru(6, Return = RecurrentReturn.Sequence)]
            [Lstm(7)]
            [Dense(2)]
            public sealed partial class RecurrentNet;
            """,
        ["sequence_conv"] = """
            [Network(12, 3, Loss = Loss.CrossEntropy)]
            [Normalize(Mean = new[] { 0.5, -1.0, 0.25 }, Std = new[] { 2.0, 0.5, 1.5 })]
            [Conv1D(6, PaddingMode = PaddingMode.Causal, Dilation = 2, Activation = Activation.Relu6)]
            [LayerNorm(Activation = Activation.Gelu)]
            [Conv1D(8, Kernel = 4, Stride = 2, Groups = 2, Activation = Activation.Tanh)]
            [GlobalAvgPool]
            [Dense(7, Bias = false)]
            [LayerNorm]
            [Dense(4, Activation = Activation.LogSoftmax)]
            public sealed partial class SequenceConv;
            """,
        ["specs/small_cnn"] = """
            [Network(1, 28, 28, Loss = Loss.CrossEntropy)]
            [Conv2D(8, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Conv2D(16, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Flatten]
            [Dense(10)]
            public sealed partial class SmallCnn;
            """,
        ["specs/fashion_cnn"] = """
            [Network(1, 28, 28, Loss = Loss.CrossEntropy)]
            [Conv2D(32, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Conv2D(64, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Flatten]
            [Dense(128, Activation = Activation.Relu)]
            [Dense(10)]
            public sealed partial class FashionCnn;
            """,
        ["specs/thesis_cnn"] = """
            [Network(3, 32, 32, Loss = Loss.CrossEntropy)]
            [Normalize(Mean = new[] { 0.4914, 0.4822, 0.4465 }, Std = new[] { 0.247, 0.2435, 0.2616 })]
            [Conv2D(32, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [Conv2D(32, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Conv2D(64, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [Conv2D(64, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Flatten]
            [Dense(512, Activation = Activation.Relu)]
            [Dense(10)]
            public sealed partial class ThesisCnn;
            """,
        ["specs/vgg16"] = """
            [Network(3, 224, 224, Loss = Loss.CrossEntropy)]
            [Normalize(Mean = new[] { 0.485, 0.456, 0.406 }, Std = new[] { 0.229, 0.224, 0.225 })]
            [Conv2D(64, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [Conv2D(64, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Conv2D(128, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [Conv2D(128, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Conv2D(256, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [Conv2D(256, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [Conv2D(256, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Conv2D(512, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [Conv2D(512, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [Conv2D(512, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Conv2D(512, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [Conv2D(512, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [Conv2D(512, PaddingMode = PaddingMode.Same, Activation = Activation.Relu)]
            [MaxPool(2)]
            [Flatten]
            [Dense(4096, Activation = Activation.Relu)]
            [Dropout(0.5)]
            [Dense(4096, Activation = Activation.Relu)]
            [Dropout(0.5)]
            [Dense(1000)]
            public sealed partial class Vgg16;
            """,
        ["specs/digits_rnn"] = """
            [Network(8, 8, Loss = Loss.CrossEntropy)]
            [Rnn(32)]
            [Dense(10)]
            public sealed partial class DigitsRnn;
            """,
        ["specs/digits_gru"] = """
            [Network(8, 8, Loss = Loss.CrossEntropy)]
            [Gru(32)]
            [Dense(10)]
            public sealed partial class DigitsGru;
            """,
        ["specs/digits_lstm"] = """
            [Network(8, 8, Loss = Loss.CrossEntropy)]
            [Lstm(32)]
            [Dense(10)]
            public sealed partial class DigitsLstm;
            """,
        ["specs/tiny_autoencoder"] = """
            [Network(640, Loss = Loss.Mse)]
            [Dense(128)]
            [BatchNorm(Activation = Activation.Relu)]
            [Dense(128)]
            [BatchNorm(Activation = Activation.Relu)]
            [Dense(128)]
            [BatchNorm(Activation = Activation.Relu)]
            [Dense(128)]
            [BatchNorm(Activation = Activation.Relu)]
            [Dense(8)]
            [BatchNorm(Activation = Activation.Relu)]
            [Dense(128)]
            [BatchNorm(Activation = Activation.Relu)]
            [Dense(128)]
            [BatchNorm(Activation = Activation.Relu)]
            [Dense(128)]
            [BatchNorm(Activation = Activation.Relu)]
            [Dense(128)]
            [BatchNorm(Activation = Activation.Relu)]
            [Dense(640)]
            public sealed partial class TinyAutoencoder;
            """,
        ["specs/tiny_ds_cnn"] = """
            [Network(1, 49, 10, Loss = Loss.CrossEntropy)]
            [Conv2D(64, Kernel = new[] { 10, 4 }, Stride = new[] { 2 }, Padding = new[] { 5, 1 })]
            [BatchNorm(Activation = Activation.Relu)]
            [Dropout(0.2)]
            [Conv2D(64, PaddingMode = PaddingMode.Same, Groups = 64)]
            [BatchNorm(Activation = Activation.Relu)]
            [Conv2D(64, Kernel = new[] { 1 })]
            [BatchNorm(Activation = Activation.Relu)]
            [Conv2D(64, PaddingMode = PaddingMode.Same, Groups = 64)]
            [BatchNorm(Activation = Activation.Relu)]
            [Conv2D(64, Kernel = new[] { 1 })]
            [BatchNorm(Activation = Activation.Relu)]
            [Conv2D(64, PaddingMode = PaddingMode.Same, Groups = 64)]
            [BatchNorm(Activation = Activation.Relu)]
            [Conv2D(64, Kernel = new[] { 1 })]
            [BatchNorm(Activation = Activation.Relu)]
            [Conv2D(64, PaddingMode = PaddingMode.Same, Groups = 64)]
            [BatchNorm(Activation = Activation.Relu)]
            [Conv2D(64, Kernel = new[] { 1 })]
            [BatchNorm(Activation = Activation.Relu)]
            [Dropout(0.4)]
            [GlobalAvgPool]
            [Dense(12)]
            public sealed partial class TinyDsCnn;
            """,
        ["specs/sequence_lstm"] = """
            [Network(32, 32, Loss = Loss.CrossEntropy)]
            [Lstm(64)]
            [Dense(10)]
            public sealed partial class SequenceLstm;
            """,
    };
}
