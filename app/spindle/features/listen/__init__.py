"""Listen: a text read aloud, a little faster than is comfortable, as far as it is understood."""
