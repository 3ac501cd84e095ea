using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace NetSpec.Tests.Generator;

/// <summary>Counts a method's instructions, and those that name a local or an argument.</summary>
internal static class IlCounter
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    public static (int Instructions, int Locals) Count(BlobReader code)
    {
        var (instructions, locals) = (0, 0);
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            if (value == 0xFE) value = (value << 8) | code.ReadByte();
            var instruction = OpCodesByValue[value];
            var name = instruction.Name!;
            instructions++;
            if (name.Contains("loc", StringComparison.Ordinal) && name != "localloc" || name.Contains("arg", StringComparison.Ordinal) && name != "arglist") locals++;
            code.Offset += OperandLength(instruction.OperandType, code);
        }
        return (instructions, locals);
    }

    private static int OperandLength(OperandType operand, BlobReader code) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * code.ReadInt32()),
        _ => 4,
    };
}
