"""What titles, reasons and texts may hold that no format can take as it is."""

HOSTILE = (
    'a "b" <i>&amp;</i> ]]> <!-- --> <?x?> \x00\x01\x08\x0b\x0c\x1b\x7f\x85 \ud800 \udfff \ufffe\uffff '
    "\u202e\u2066\u200f line\r\nEND:VEVENT\nX-EVIL:1; a,b\\n 🤝 \U0010ffff {0} %s {{ 7*7 }}"
)
# The same without half characters, which the record refuses in what is decided.
WHOLE = HOSTILE.replace("\ud800", "").replace("\udfff", "")
