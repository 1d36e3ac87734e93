"""Writes, from pint itself as pydase 0.10.21 sets it up, what Dasedeck knows about units, and what its tests compare it with.

python3 -m venv /tmp/pint && /tmp/pint/bin/pip install pydase==0.10.21
/tmp/pint/bin/python pint-units.py table > ../pint-registry.ts
/tmp/pint/bin/python pint-units.py answers > pint-units.json && npx prettier --write pint-units.json
"""

import decimal
import importlib.metadata
import itertools
import json
import logging
import random
import sys
from collections.abc import Iterator

import pint
from pydase.units import units

# pint says in its log which spellings it finds ambiguous; they are asked for on purpose here.
logging.disable()

# With floats alone, pint makes an inch 0.025400000000000002 m.
decimal.getcontext().prec = 40
exact = pint.UnitRegistry(non_int_type=decimal.Decimal)

dimension_letters = {
    "[length]": "L",
    "[mass]": "M",
    "[time]": "T",
    "[current]": "I",
    "[temperature]": "Θ",
    "[substance]": "N",
    "[luminosity]": "J",
    "[printing_unit]": "P",
}


def is_prefixed(name: str) -> bool:
    """Whether pint has made it while it read its own definitions, as `kilogram`; any prefixed unit is made when it is asked for."""
    starts = [prefix for prefix in exact._prefixes if prefix and name.startswith(prefix)]
    return any(
        dict(exact._units[name].reference or {}) == {name[len(prefix) :]: 1} and exact._units[name].converter is exact._prefixes[prefix].converter
        for prefix in starts
    )


spellings: dict[str, list[str]] = {}
for spelling, definition in exact._units.items():
    if not is_prefixed(definition.name):
        spellings.setdefault(definition.name, []).append(spelling)


def number(value: object) -> str:
    return repr(float(value)).removesuffix(".0")  # type: ignore[arg-type]


def dimension(name: str) -> str:
    powers = exact._get_dimensionality(exact.UnitsContainer({name: 1}))
    return "".join(dimension_letters[key] + ("" if power == 1 else number(power)) for key, power in sorted(powers.items())) or "-"


def factor(name: str) -> str:
    converter, reference = exact._units[name].converter, exact._units[name].reference
    return number(converter.scale * (1 if exact._units[name].is_base else exact._get_root_units(reference)[0]))


def others(definition: object, known: list[str]) -> list[str]:
    # pint replaces the sign by the word before it reads a unit.
    return [spelling for spelling in known if spelling not in (definition.name, definition.symbol) and "°" not in spelling]  # type: ignore[attr-defined]


def table() -> Iterator[str]:
    licence = (importlib.metadata.distribution("pint").read_text("LICENSE") or "").strip().replace("\n", "\n * ").replace(" \n", "\n")
    yield f"""/* eslint-disable max-lines -- one unit a line: it is generated, by testing/pint-units.py, and not written */
/**
 * What pint {pint.__version__} (https://github.com/hgrecco/pint) has in its default registry.
 *
 * @license
 * {licence}
 */

/** Name, symbol, factor, other spellings. */
export const prefixes = `"""
    for name in dict.fromkeys(prefix.name for key, prefix in exact._prefixes.items() if key):
        definition = exact._prefixes[name]
        known = [key for key, prefix in exact._prefixes.items() if prefix is definition]
        value = definition.converter.scale
        power = round(value.log10()) if isinstance(value, decimal.Decimal) else None
        decimal_value = f"1e{power}" if power is not None and decimal.Decimal(10) ** power == value else number(value)
        yield " ".join([name, "_" if definition.symbol == name else definition.symbol, decimal_value, *others(definition, known)])
    yield """`;

/** Name, symbol (`_` where it is the name), how many of the base units (metre, gram, second, …), dimension (`-`: none), other spellings. */
export const units = `"""
    for name, known in spellings.items():
        definition = exact._units[name]
        symbol = "_" if definition.symbol == name else definition.symbol
        yield " ".join([name, symbol, factor(name), dimension(name), *others(definition, known)])
    yield """`;

/** Units that count from a zero of their own: name, that zero in kelvin. */
export const offsets = `"""
    for name in spellings:
        converter = exact._units[name].converter
        if not converter.is_multiplicative and not converter.is_logarithmic:
            yield f"{name} {number(converter.offset)}"
    yield """`;

/** Levels: name, base and factor of the logarithm; the unit's own factor is what it is a level over. */
export const levels = `"""
    for name in spellings:
        converter = exact._units[name].converter
        if converter.is_logarithmic:
            yield f"{name} {number(converter.logbase)} {number(converter.logfactor)}"
    yield "`;"


def failure(make: object) -> object:
    """What a function gives, or the name of the error that it raises."""
    try:
        return make()  # type: ignore[operator]
    except Exception as error:
        return type(error).__name__


def readings(text: str) -> list[str]:
    """What pint may take a name for, the first being what it takes it for."""
    if text in own:
        return [units._units[text].name]
    return [prefix + name for prefix, name, _ in units.parse_unit_name(text) if name in spellings]


own = {spelling for known in spellings.values() for spelling in known}
prefixes = [key for key in units._prefixes if key]
common = "m s A g K V Ω Hz J Pa eV l B px pc ct rem R Oe u".split()
long_common = "meter second gram volt ohm byte".split()
composed = """kiloohm|kΩ|kohm|Mohm|mV|um|μm|µm|us|microsecond|kilovolts|meters|volts|femtometre|mL|hPa|mbar|GHz|kcal|pH|deg|°|m°|°C|Δ°C|°K|µ|μ|
meter / second ** 2|m/s²|m*kg/s**2|m·kg/s²|1/s|1/cm|V/Hz**0.5|V²/Hz|kg*m**2/s**3/A|mV/degC|degC/min|degC**2|1/degC|K/W|degC/degC*degC|degC*celsius|
kV*m|mV*A|mA*kV|uA*kV|ohm*V|h*N|mm*kg|Pa*s|cm**3/min|V/nm|uV/K|rad/s|mol/l|J/(kg*K)|nA/cm**2|A*h|kW*h|W/m**2/K|e/s|bit/s|degC*m/meter|degC**2/celsius|
meter ** -2|meter*second**-1|m^2|m⁻¹|m·s⁻¹|kg m|(m/s)/K|m/(s*K)|m/m|meter per second|dimensionless||V**0.5|s**-2*m|m**(1/2)|m**(1/3)|m**(4/3)|m^(-1)|m**(-(2))|
m**2**2|m**+2|(m/s)**2|1/(m*s)|m/s/s|m squared|m cubed|cubic meter|square meter / second|sq ft|m^.5|m**2.0|m**1e2|m**10|5%/5|2m/2|%/K|m%|‰|KiB/s|Mibit|
hbar|hhbar|hectobar|millicandela|Kim|pc|pt|qt|rd|ct|dgal|Gb|at|Td|Tt|Ta|Rd|Eh|inHg|cmH2O|slm|k_B|N_A|mu_B|dpi|Nm|statV|micron|MiB|kilopixel/inch|m·%|degs|mass|semimeter|sesquifoot|demihour|
erg**0.5*cm**0.5|G*cm²|kg*c**2|hbar*c/e|J*s/hbar|R_inf|lb*ft/s²|Btu_it/(hour*ft²*delta_degF)|gf/tex|bits_per_pixel*Hz""".replace("\n", "")
refused = "mdegC|µ°C|mdBm|kNp|furlongish|2 m|5%|m//|(m|m)|m**|**m|m2|bel|pH_|dec|inf|kkkg|volz|m**x|-m|m+s|$|dB/m|dB*dB|dB**2|1/Np|mdB|m²²x|q"
odd = """20 degC K|300 K degC|20 degC degF|-40 degF degC|5 delta_degC K|5 K delta_degC|3 mV/degC V/K|10 degC delta_degC|10 delta_degC degC|10 degC delta_degF|
10 degF delta_degC|10 delta_degF delta_degC|10 degC mK|100 degRe degC|20 degC degR|1 degC*m/cm degC|1 degC*m/cm K|1 K*m/cm degC|1 K*m/cm delta_degC|1 degC degC*m/cm|
1 degC/m K/m|1 degC**2 K**2|10 dBm mW|1 W dBm|3 dBm dBu|3 dBm dBW|3 dB Np|3 dB dimensionless|3 dB percent|1 Np dB|2 octave decade|2 decade octave|100 percent dB|
1 dBm dB|1 dBm V|1 dBm J/s|1 rad dB|20 dBm hp|-3 dB ppm|0 W dBm|-1 W dBm|-1 dimensionless Np|1 gauss tesla|1 Oe A/m|1 statV V|1 statC C|1 Fr esu|1 maxwell gauss*cm**2|
1 px m|1 pixel px|1 dpi 1/cm|1 ppi pixel/cm|1 pc ly|1 ct g|1 rem Sv|1 R J/(mol*K)|1 ton kg|1 KiB byte|1 MiB kB|1 inHg Pa|1 cmH2O mbar|1 slm W|1 k_B eV/K|1 mu_B J/T|1 Nm tex|
1 m**(1/2) cm**(1/2)|1 V/Hz**0.5 nV/Hz**0.5|1e-21 J zJ|1 Mbar GPa|9.81 m/s**2 cm/ms**2|72 km/h m/s|1 count rad|1 bit rad|1 Hz rad/s|1 Hz Bq|1 lm cd|1 gal dgal|1 m s|1 V A|
1 kg lbf|1 eV 1/cm|1 Hz eV|1 m Hz|1 dB W|1 degC J|1 km/cm dB|1 hbar J*s|1 e*V J|1 c m/s|1 kg*c**2 MeV|1 kPa psi|1 mA*kohm V|1 kW*h MJ|1 semihour min""".replace("\n", "")


def written(text: str) -> list[str]:
    unit = units.Unit(text)
    return [text, f"{unit}", f"{unit:D}"]


def converted(magnitude: float, source: str, target: str) -> list[object]:
    return [magnitude, source, target, failure(lambda: units.Quantity(magnitude, source).to(target).magnitude)]


def read() -> Iterator[str]:
    """Every spelling there is, with prefixes and in the plural where it is one that is used, and how units are put together."""
    yield from own
    yield from (name + "s" for name in long_common)
    yield from (prefix + name for prefix, name in itertools.product(prefixes, common + long_common))
    # One prefix each, another every time, so that every unit meets some.
    others = itertools.cycle(prefixes)
    yield from (next(others) + spelling for name, known in spellings.items() if units._units[name].is_multiplicative for spelling in known)
    yield from composed.split("|")


def any_conversions() -> Iterator[list[object]]:
    chance = random.Random(1)
    kinds: dict[str, list[str]] = {}
    for name in spellings:
        kinds.setdefault(dimension(name), []).append(name)
    # Within each dimension.
    for source, names in ((source, names) for names in kinds.values() if len(names) > 1 for source in names for _ in range(2)):
        yield converted(chance.choice([1.0, 2.5, -40.0, 1e-3, 12345.678]), source, chance.choice([name for name in names if name != source]))
    # Between dimensions.
    for _ in range(100):
        yield converted(1.0, *(chance.choice(names) for names in chance.sample(list(kinds.values()), 2)))
    # Products of units with prefixes and powers, each factor against another of its dimension.
    many = [[name for name in names if units._units[name].is_multiplicative] for names in kinds.values() if len(names) > 5]
    for _ in range(300):
        factors = [(chance.choice(many), chance.choice([1, -1, 2, -2, 3, 0.5])) for _ in range(chance.choice([2, 3]))]
        source, target = (
            " * ".join(f"{chance.choice([*prefixes, ''])}{chance.choice(names)} ** {power}" for names, power in factors) for _ in range(2)
        )
        yield converted(chance.choice([1.0, -2.5]), source, target)


def answers() -> dict[str, object]:
    # pint cannot read its own `R_∞`.
    texts = [text for text in dict.fromkeys([*sorted(own), *read()]) if "∞" not in text]
    whole = [written(text) for text in texts]
    single = [prefix + spelling + suffix for suffix, prefix, spelling in itertools.product(["", "s"], ["", *prefixes], sorted(own))]
    ambiguous = {text: found for text in dict.fromkeys(single) if len(found := readings(text)) > 1}
    return {
        "spellings": [spelt for spelt in whole if spelt[0] not in ambiguous],
        "ambiguous": list(ambiguous.items()),
        # A hectobar is written as what is read as a reduced Planck constant. Of powers such as `⁰⋅⁵` pint can read none.
        "misread": [[short, again] for _, short, _ in whole if not {"∞", "⋅"} & {*short} and (again := written(short)[1]) != short],
        "refused": [[text, failure(lambda: written(text))] for text in refused.split("|")],
        "conversions": [
            *(converted(float(magnitude), source, target) for magnitude, source, target in (text.split(" ") for text in odd.split("|"))),
            *any_conversions(),
        ],
    }


if sys.argv[1:] == ["table"]:
    print("\n".join(table()).replace("`\n", "`").replace("\n`;", "`;"))
else:
    print(json.dumps(answers(), ensure_ascii=False, indent=1))
