"""The record in open formats that others define: Web Annotations, JSON-LD, iCalendar, Atom, Akoma Ntoso.

Each module owns one format and knows nouns only; `taiwa.record.publishing` gathers what they need. What the machine
read and what a person decided are told apart in every one of them.
"""
