"""What a person answered, compared with what was expected: words, numbers, expressions."""
