namespace NetSpec;

/// <summary>What training minimises: a mean over the batch (and, except for cross entropy, over the outputs).</summary>
public enum Loss
{
    /// <summary>Mean squared error; the default.</summary>
    Mse,
    /// <summary>Mean absolute error.</summary>
    Mae,
    /// <summary>Huber loss with delta 1.</summary>
    Huber,
    /// <summary>max(0, 1 - y * target), targets -1 or +1.</summary>
    Hinge,
    /// <summary>Logits and integer classes.</summary>
    CrossEntropy,
    /// <summary>Logits and targets 0 or 1.</summary>
    BinaryCrossEntropy,
}
