"""Where words inflect and stand in any order (Russian): from units to provisions in the making."""

from taiwa.reading.free.pledges import Pledges
from taiwa.reading.free.speeches import SpeechReader
from taiwa.reading.free.voices import Voices

__all__ = ["Pledges", "SpeechReader", "Voices"]
