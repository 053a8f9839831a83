"""What a missed item says elsewhere: the words it asks with, without markup. Pure."""

from spindle.features.drill.plain_words import of_prompt
from spindle.features.drill.records import Question


def asks(question: Question) -> str:
    """The drill, and what the item asks; the answer is not in it."""
    prompt = question.prompt
    words = of_prompt(prompt, f"{prompt.cue} {prompt.text}")
    return f"{question.drill.title}: {words}" if words else question.drill.title
