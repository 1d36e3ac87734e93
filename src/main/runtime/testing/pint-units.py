"""Writes pint-units.json: how pint itself, as pydase 0.10.21 sets it up, spells and converts units.

python3 -m venv /tmp/pint && /tmp/pint/bin/pip install pydase==0.10.21 && /tmp/pint/bin/python pint-units.py > pint-units.json
"""

import json
import re
from pathlib import Path

from pydase.units import units

table = Path(__file__).parent.parent / "pint-units.ts"
rows = re.findall(r'^  \["([^"]+)", "([^"]+)", "([^"]*)", ', table.read_text(encoding="utf-8"), re.MULTILINE)
# Every spelling that Dasedeck knows, and how units are put together.
known = [spelling for symbol, name, others in rows for spelling in [symbol, name, *others.split()]]
known = [spelling for spelling in known if spelling not in ("℃", "℉")]
composed = """kiloohm|kΩ|kohm|Mohm|mV|um|μm|µm|us|microsecond|kilovolts|meters|volts|femtometre|mL|hPa|mbar|GHz|kcal|pH|
meter / second ** 2|m/s²|m*kg/s**2|m·kg/s²|1/s|1/cm|V/Hz**0.5|V²/Hz|kg*m**2/s**3/A|mV/degC|degC/min|degC**2|1/degC|K/W|
kV*m|mV*A|mA*kV|uA*kV|ohm*V|h*N|mm*kg|Pa*s|cm**3/min|V/nm|uV/K|rad/s|mol/l|J/(kg*K)|nA/cm**2|A*h|kW*h|W/m**2/K|e/s|bit/s|
meter ** -2|meter*second**-1|m^2|m⁻¹|m·s⁻¹|kg m|(m/s)/K|m/(s*K)|m/m|meter per second|dimensionless||V**0.5|s**-2*m""".replace("\n", "")
conversions = """3.2 mV V|3.2 V mV|1.5 kΩ ohm|20 degC K|300 K degC|20 degC degF|-40 degF degC|5 delta_degC K|3 mV/degC V/K|72 km/h m/s|
1 eV J|1 u kg|760 torr bar|1 atm psi|1013.25 mbar atm|1 mmHg Pa|3 psi bar|1 inch mm|2 foot m|1 mile km|1 nmi m|1 ly m|1 au km|1 Å nm|
1 day hour|1 year day|1 week s|1 month day|90 minute hour|1 pound kg|1 ounce g|1 tonne kg|1 liter m**3|1 gallon liter|3 l/min m**3/s|1 ha m**2|
1 barn cm**2|1 kph m/s|1 mph kph|1 knot kph|1 rpm rad/s|1 Hz 1/s|2 kHz 1/ms|1 dyn N|1 kgf N|1 lbf N|1 erg J|1 cal J|1 Btu kJ|1 Wh J|
1 kW*h MJ|1 hp W|1 VA W|1 Ah C|1 e C|1 S 1/ohm|1 F C/V|1 H V*s/A|1 Wb V*s|1 T Wb/m**2|1 lx lm/m**2|1 Gy J/kg|1 Sv J/kg|1 kat mol/s|
1 M mol/l|1 P Pa*s|1 St m**2/s|1 c m/s|180 deg rad|100 grad deg|1 turn deg|60 arcmin deg|3600 arcsec deg|1 byte bit|50 % dimensionless|
5 ppm %|3 m/mm dimensionless|1 mA*kohm V|9.81 m/s**2 cm/ms**2|1 V/Hz**0.5 nV/Hz**0.5|1e-21 J zJ|1 Mbar GPa""".replace("\n", "")


def written(text: str) -> dict[str, str]:
    unit = units.Unit(text)
    return {"input": text, "short": f"{unit}", "long": f"{unit:D}"}


def converted(text: str) -> dict[str, object]:
    magnitude, source, target = text.split(" ")
    value = units.Quantity(float(magnitude), source).to(target)
    return {"magnitude": float(magnitude), "from": source, "to": target, "result": value.magnitude}


print(
    json.dumps(
        {
            "spellings": [written(text) for text in [*known, *composed.split("|")]],
            "conversions": [converted(text) for text in conversions.split("|")],
        },
        ensure_ascii=False,
        indent=1,
    )
)
