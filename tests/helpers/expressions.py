"""Expressions that are equal, ones that are not, and ones that mean harm.

Each identity stands in every wrap: three hundred equal pairs. Its right side spoiled in every way:
three hundred unequal ones.
"""

IDENTITIES = [
    ("(x+1)^2", "x^2+2x+1"),
    ("(x-1)(x+1)", "x²−1"),
    ("2(x+3)", "2x+6"),
    ("x/2+x/3", "5x/6"),
    ("sin(x)^2+cos(x)^2", "1"),
    ("tan(x)", "sin(x)/cos(x)"),
    ("exp(x)exp(y)", "exp(x+y)"),
    ("sqrt(8)", "2sqrt(2)"),
    ("1/sqrt(2)", "sqrt(2)/2"),
    ("sqrt(x^2)", "abs(x)"),
    ("cosh(x)", "(exp(x)+exp(-x))/2"),
    ("sin(2x)", "2 sin(x) cos(x)"),
    ("cos(2x)", "1-2sin(x)^2"),
    ("x^-1", "1/x"),
    ("x^3*x^2", "x^5"),
    ("(x y)^3", "x^3 y^3"),
    ("e^(x+1)", "e*e^x"),
    ("i^2", "-1"),
    ("2^10", "1024"),
    ("log(1000)", "3"),
    ("ln(e^2)", "2"),
    ("factorial(5)", "120"),
    ("binomial(5,2)", "10"),
    ("1/(1/x)", "x"),
    ("(x^2-y^2)/(x-y)", "x+y"),
    ("0.5x", "x/2"),
    ("x-(y-z)", "x-y+z"),
    ("√3·√3", "3"),
    ("gcd(12,18)", "6"),
    ("a b + a c", "a(b+c)"),
]
WRAPS = [
    "{}",
    "3+({})",
    "({})*7",
    "-({})",
    "({})/5",
    "({})^2",
    "({})-x",
    "sin({})",
    "({})*y",
    "1.01^({})",
]
SPOILERS = ["({})+1", "({})*2", "({})-0.001", "({})+x", "({})/3", "({})+sin(7)", "7-({})*5",
            "({})*1.01", "({})+y^2", "({})*(1+1/1000)"]  # fmt: skip

HOSTILE = [
    "__import__('os').system('id')", "().__class__.__bases__[0]", "x.__class__", "[].append(1)",
    "lambda: 1", "(lambda x: x)(1)", "[x for x in (1,2)]", "{1: 2}", "x if 1 else 2", "f'{x}'",
    "'a'*10", '"a"', "b'a'", "x = 1; y", "x == 1", "x and y", "not x", "x[0]", "x[0:1]", "*x",
    "**x", "print(1)", "eval('1')", "exec('1')", "open('f')", "globals()", "getattr(x, 'y')",
    "9**9**9", "9^9^9^9^9", "((9^64)^64)^64", "factorial(1e9)", "factorial(100000)", "1e999",
    "9" * 199, "1" + "0" * 198, "(" * 100 + "1" + ")" * 100, "-" * 150 + "1", "(" * 199,
    "sin(" * 45 + "1" + ")" * 45, "2^" * 90 + "2", "1+" * 99 + "1", "x" * 201, "1/0", "0^-1",
    "ln(0)", "1/(1-1)", "٣+٣", "x²³⁴⁵⁶⁷⁸⁹", "ｘ＋1", "\u202ex", "x\x00", "\n\n", "", "   ", "@",
    "x @ y", "x := 1", "...", "None", "1_000__", "0x41", "1j.real", "yield x", "await x", "#",
    "factorial(60)^64", "exp(exp(exp(9)))", "mod(1, 0)", "10^64^64",
]  # fmt: skip
