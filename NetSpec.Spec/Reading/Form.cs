using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary>One type of value: how it is read, with its limits, and how it is written.</summary>
internal abstract class Form<T>
{
    /// <summary>What is expected, for messages: <c>a whole number from 1 to 1048576</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>Reads a value; reports why not and gives false where it is none.</summary>
    public abstract bool TryRead(SpecNode node, ReadPlace place, out T value);

    /// <summary>The value as text, which reads back as the same.</summary>
    public abstract YamlText Write(T value);
}
