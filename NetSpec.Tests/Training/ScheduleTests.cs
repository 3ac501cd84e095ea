using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

public class ScheduleTests
{
    // 10 epochs of 4 steps.
    private static double Rate(Schedule schedule, long step) => schedule.Rate(0.8, step, 4, 40);

    [Fact]
    public void Constant_stays() => Assert.All([0L, 17, 39], step => Assert.Equal(0.8, Rate(Schedule.Constant, step)));

    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(11, 0.8)]
    [InlineData(12, 0.4)]
    [InlineData(24, 0.2)]
    [InlineData(39, 0.1)]
    public void Step_drops_after_every_three_epochs(long step, double expected) => Assert.Equal(expected, Rate(new StepSchedule(3, 0.5), step), 15);

    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(10, 0.6974873734152916)] // 0.1 + 0.7 (1 + cos(pi / 4)) / 2
    [InlineData(20, 0.45)]
    [InlineData(40, 0.1)]
    public void Cosine_falls_to_its_minimum(long step, double expected) => Assert.Equal(expected, Rate(new CosineSchedule(0.1), step), 12);

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(3, 0.4)]
    [InlineData(7, 0.8)]
    [InlineData(8, 0.8)]
    [InlineData(39, 0.8)]
    public void Warmup_grows_over_two_epochs_and_stays(long step, double expected) => Assert.Equal(expected, Rate(new WarmupSchedule(2), step), 15);

    [Fact]
    public void Warmup_of_steps_hands_over_to_a_cosine_that_still_ends_at_its_minimum()
    {
        var schedule = new WarmupSchedule(8, WarmupUnit.Steps, new CosineSchedule());
        Assert.Equal(0.1, Rate(schedule, 0), 15);
        Assert.Equal(0.8, Rate(schedule, 8), 15);
        Assert.Equal(0.4, Rate(schedule, 24), 15);
        Assert.Equal(0, Rate(schedule, 40), 15);
    }

    [Fact]
    public void Numbers_without_sense_are_refused() => Culture.German(() =>
    {
        AssertRefuses("schedule step: every is 0 epochs, it must be 1 or more.", new StepSchedule(0));
        AssertRefuses("schedule step: factor is -0.5, it must be above 0.", new StepSchedule(1, -0.5));
        AssertRefuses("schedule cosine: minimum is -0.5, it must be 0 or above.", new CosineSchedule(-0.5));
        AssertRefuses("schedule warmup: it takes 0 steps, it must be 1 or more.", new WarmupSchedule(0, WarmupUnit.Steps));
        AssertRefuses("schedule cosine: minimum is NaN, it must be 0 or above.", new WarmupSchedule(1, Then: new CosineSchedule(double.NaN)));
        AssertRefuses("schedule warmup: another warmup follows; it must be constant, step or cosine.", new WarmupSchedule(1, Then: new WarmupSchedule(1)));
    });

    private static void AssertRefuses(string message, Schedule schedule) =>
        Assert.Equal(message, Assert.Throws<InputException>(schedule.Check).Message);
}
