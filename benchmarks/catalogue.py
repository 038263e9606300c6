"""The table of measurements with their goals."""

from benchmarks import games, kernels, pingjin, play, processes, window
from benchmarks.timing import Measurement

MEASUREMENTS = (
    Measurement("reach", "where one unit can march to", 6, "µs", kernels.reach_of_a_unit),
    Measurement("supply", "a dawn's supply of one side, reasons included", 40, "µs", kernels.supply_of_a_side),
    Measurement("copy", "a copy of a position", 4, "µs", kernels.copy_of_a_state),
    Measurement("order", "a march checked, carried out and logged", 12, "µs", games.order_carried_out),
    Measurement("unit-turn", "a unit's day in a game of greedy, everything included", 40, "µs", games.unit_turn),
    Measurement("game", "a whole game of Handan, greedy against greedy, 20 days", 75, "ms", games.whole_game),
    Measurement("dawn", "supply, morale and politics, of a whole game", 20, "%", games.share_of_dawn),
    Measurement("intents", "a phase of a side whose armies all have intents", 3, "ms", games.intents_of_a_side),
    Measurement("staff", "a watch of a side led by a staff, plan and orders", 6, "ms", games.watch_of_a_staff),
    Measurement("staff-turn", "a unit's day in a game of staffs, all included", 100, "µs", games.unit_turn_of_staffs),
    Measurement("scaling", "a unit-turn from 50 to 500 units, dearest over cheapest", 4 / 3, "×", games.scaling),
    Measurement("help", "`hebei --help`", 0.15, "s", processes.help_text),
    Measurement("check", "`hebei check handan`", 0.6, "s", processes.check_of_handan),
    Measurement("watch", "`hebei watch`, warm, through its first day", 1.5, "s", processes.watch_to_first_day),
    Measurement("compile", "the same when nothing was ever compiled", 60, "s", processes.first_compilation),
    Measurement("pan", "a frame while panning, 1600×900, 120 counters and an overlay", 1000 / 60, "ms", window.panning),
    Measurement("zoom", "the same while zooming", 1000 / 60, "ms", window.zooming),
    Measurement("picture", "`hebei show handan --picture`, warm: to the first map", 2.5, "s", window.picture),
    Measurement("window", "`hebei play handan`, warm: from the start to the first map", 2.5, "s", play.opening),
    Measurement("hint", "a frame with reach, way and preview under the pointer", 1000 / 60, "ms", play.hints),
    Measurement("think", "a frame while the computer thinks", 50, "ms", play.thinking),
    Measurement("memory", "memory of a game in the window", 500, "MB", play.memory),
    Measurement("worker", "memory of the largest process of a batch", 300, "MB", processes.batch_worker),
    Measurement("pingjin-game", "a whole game of Pingjin, staff against staff, 64 days", 1.2, "s", pingjin.whole_game),
    Measurement("pingjin-turn", "a unit's day in it", 100, "µs", pingjin.unit_turn),
    Measurement("pingjin-day", "a day of both sides in it", 40, "ms", pingjin.day),
    Measurement("pingjin-check", "`hebei check pingjin`", 1.5, "s", pingjin.check),
    Measurement("pingjin-open", "a whole game's save, opened on a day", 0.5, "s", pingjin.opening),
    Measurement("pingjin-replay", "the same played again, every day verified", 3, "s", pingjin.replaying),
    Measurement("pingjin-memory", "memory of such a game in the terminal", 400, "MB", pingjin.memory),
)
BY_NAME = {measurement.name: measurement for measurement in MEASUREMENTS}
