"""What weather and seasons do, in words."""

from game.core.facts import Weather
from game.session.text import Catalogue

_EFFECTS = ("march", "motor", "untrained", "losses")


def weather_line(words: Catalogue, weather: Weather) -> str:
    """A kind of weather with what it leaves of marches and losses."""
    shares = {effect: getattr(weather, effect) // 10 for effect in _EFFECTS}
    told = [words.say(f"weather.{effect}", share=share) for effect, share in shares.items() if share < 100]
    return words.sentence("weather.line", kind=words.label(weather.label), effects=words.join(told))
