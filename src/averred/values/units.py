"""Units of measure and of money: canonical names, exact factors, and which units convert.

Factors are exact: the international yard and pound (1959), the SI, the US customary gallon, the
litre, the hour of 3,600 seconds. Months and years convert among themselves only: a month has no
fixed number of days. UCUM codes are aliases.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from averred.errors import ReadingError
from averred.values.interval import Interval, Number, exact


class Unit(NamedTuple):
    """A unit of measure: a value in it times `factor` plus `offset` is the value in the base unit."""

    name: str
    dimension: str
    factor: Fraction
    offset: Fraction = Fraction(0)


#: dimension → "name=factor=symbols=other names", the base unit first. Plurals and -er spellings are derived.
_TABLE = {
    "length": """metre=1=m; kilometre=1000=km; centimetre=1/100=cm; millimetre=1/1000=mm; micrometre=1/1000000=µm,μm,um=micron
        nanometre=1/1000000000=nm; inch=254/10000=in,[in_i]; foot=3048/10000=ft,[ft_i]=feet; yard=9144/10000=yd,[yd_i]
        mile=1609344/1000=mi,[mi_i]; nautical mile=1852=nmi,[nmi_i]; furlong=201168/1000; light year=9460730472580800=ly=light-year""",
    "area": """square metre=1=m²,m2,sqm; square kilometre=1000000=km²,km2; square centimetre=1/10000=cm²,cm2
        square millimetre=1/1000000=mm²,mm2; hectare=10000=ha,har; acre=316160658/78125
        square foot=9290304/100000000=ft²,ft2,sqft=square feet; square mile=2589988110336/1000000=mi²,mi2; square yard=83612736/100000000""",
    "volume": """litre=1=l,L; millilitre=1/1000=ml,mL; centilitre=1/100=cl,cL; decilitre=1/10=dl,dL; hectolitre=100=hl,hL
        cubic metre=1000=m³,m3; cubic kilometre=1000000000000=km³,km3; cubic centimetre=1/1000=cm³,cm3,cc; cubic foot=28316846592/1000000000=ft³=cubic feet
        gallon=3785411784/1000000000=gal,[gal_us]; imperial gallon=454609/100000; pint=473176473/1000000000=pt
        quart=946352946/1000000000=qt; fluid ounce=295735295625/10000000000000=fl oz; barrel=158987294928/1000000000=bbl""",
    "mass": """kilogram=1=kg=kilo,kilogramme; gram=1/1000=g=gramme; milligram=1/1000000=mg; microgram=1/1000000000=µg,μg
        tonne=1000=t=metric ton; kilotonne=1000000=kt; megatonne=1000000000=Mt; pound=45359237/100000000=lb,lbs,[lb_av]
        ounce=45359237/1600000000=oz,[oz_av]; stone=635029318/100000000; short ton=90718474/100000; long ton=10160469088/10000000""",
    "time": """second=1=s=sec; millisecond=1/1000=ms; microsecond=1/1000000=µs,μs; nanosecond=1/1000000000=ns; minute=60=min; hour=3600=h,hr,hrs
        day=86400=d; week=604800=wk; fortnight=1209600""",
    "calendar": """month=1=mo,mth; quarter year=3; year=12=yr,yrs; decade=120; century=1200=centuries; millennium=12000=millennia""",
    "temperature": "kelvin=1=K",
    "energy": "joule=1=J; kilojoule=1000=kJ; megajoule=1000000=MJ; calorie=4184/1000=cal; kilocalorie=4184=kcal; watt hour=3600=Wh; kilowatt hour=3600000=kWh=kilowatt-hour; megawatt hour=3600000000=MWh=megawatt-hour; gigawatt hour=3600000000000=GWh; terawatt hour=3600000000000000=TWh",
    "power": "watt=1=W; kilowatt=1000=kW; megawatt=1000000=MW; gigawatt=1000000000=GW; milliwatt=1/1000=mW; terawatt=1000000000000=TW",
    "pressure": "pascal=1=Pa; hectopascal=100=hPa; kilopascal=1000=kPa; megapascal=1000000=MPa; bar=100000; millibar=100=mbar; atmosphere=101325=atm",
    "force": "newton=1=N; kilonewton=1000=kN",
    "frequency": "hertz=1=Hz; kilohertz=1000=kHz; megahertz=1000000=MHz; gigahertz=1000000000=GHz",
    "electric potential": "volt=1=V; kilovolt=1000=kV; millivolt=1/1000=mV",
    "electric current": "ampere=1=A=amp; milliampere=1/1000=mA",
    "information": """byte=1=B; kilobyte=1000=kB,KB; megabyte=1000000=MB; gigabyte=1000000000=GB; terabyte=1000000000000=TB
        petabyte=1000000000000000=PB; bit=1/8; kilobit=125=kbit; megabit=125000=Mbit; gigabit=125000000=Gbit; terabit=125000000000=Tbit""",
    "angle": "degree=1=°,deg; arcminute=1/60; arcsecond=1/3600",
    "speed": "knot=463/900=kn,kt.=knots",
    "share of percent": "percentage point=1=pp; basis point=1/100=bp,bps",
}
_TEMPERATURES = {
    "degree Celsius": (Fraction(1), Fraction(27315, 100), ("°C", "℃", "Cel", "degrees Celsius", "degrees centigrade", "Celsius")),
    "degree Fahrenheit": (Fraction(5, 9), Fraction(45967, 180), ("°F", "℉", "degrees Fahrenheit", "Fahrenheit")),
}
#: Written without a space or as one word, but made of two units.
_COMPOUNDS = {
    "km/h": "kilometre per hour", "kph": "kilometre per hour", "kmh": "kilometre per hour",
    "mph": "mile per hour", "m/s": "metre per second", "km/s": "kilometre per second",
}  # fmt: skip
PERCENT = "percent"
_PERCENT_NAMES = ("%", "percent", "per cent", "pct", "percentage")

#: ISO 4217 code → symbols, then names (plurals derived).
_MONEY = """USD=US$,$,U.S.$=dollar,US dollar,U.S. dollar,buck; EUR=€=euro; GBP=£=pound sterling,British pound; JPY=¥,JP¥=yen,Japanese yen
CNY=CN¥,RMB=yuan,renminbi; INR=₹,Rs=rupee,Indian rupee; RUB=₽=ruble,rouble,Russian rouble; TRY=₺=lira,Turkish lira; AZN=₼=manat
CHF==franc,Swiss franc; SEK==Swedish krona,Swedish kronor; NOK==Norwegian krone,Norwegian kroner; DKK==Danish krone,Danish kroner
AUD=A$,AU$=Australian dollar; CAD=C$,CA$=Canadian dollar; NZD=NZ$=New Zealand dollar; HKD=HK$=Hong Kong dollar; SGD=S$=Singapore dollar
TWD=NT$; KRW=₩=South Korean won; BRL=R$=Brazilian real,reais; MXN=MX$=Mexican peso; ZAR==rand; PLN==zloty; CZK==koruna; HUF==forint; RON==Romanian leu; BGN==Bulgarian lev; UAH=₴=hryvnia
ILS=₪=shekel; IRR==rial; SAR==riyal; AED==dirham; EGP==Egyptian pound; NGN=₦=naira; KES==shilling; PHP=₱; THB=฿=baht; VND=₫=dong; IDR==rupiah
MYR==ringgit; PKR==Pakistani rupee; ARS==Argentine peso; CLP==Chilean peso; COP==Colombian peso; GEL=₾=lari; AMD=֏=Armenian dram; KZT=₸=tenge"""

#: Words for people: a count of them has the unit "person".
PERSON_NOUNS = frozenset(
    """person persons people participant participants user users attendee attendees demonstrator demonstrators
    protester protesters protestor protestors marcher marchers member members visitor visitors spectator spectators
    soldier soldiers troop troops worker workers employee employees student students pupil pupils teacher teachers
    man men woman women child children boy boys girl girls adult adults resident residents inhabitant inhabitants
    refugee refugees civilian civilians victim victims passenger passengers patient patients voter voters citizen
    citizens fan fans miner miners officer officers policeman policemen viewer viewers engineer engineers supporter
    supporters activist activists migrant migrants survivor survivors judge judges witness witnesses volunteer
    volunteers player players farmer farmers doctor doctors nurse nurses journalist journalists prisoner prisoners
    buyer buyers customer customers delegate delegates guest guests signatory signatories signer signers individual
    individuals human humans guard guards fighter fighters insurgent insurgents sailor sailors crew staff personnel
    firefighter firefighters detainee detainees hostage hostages suspect suspects immigrant immigrants applicant
    applicants respondent respondents reader readers subscriber subscribers tourist tourists pilgrim pilgrims
    settler settlers villager villagers islander islanders""".split()
)


def _plural(name: str) -> str:
    """The regular plural of an English name; of "metre per second", of its first part."""
    if name.endswith(("s", "x", "ch", "sh", "z")):
        return name if name.endswith(("s", "z")) else name + "es"
    if name.endswith("y") and name[-2:-1] not in tuple("aeiou"):
        return name[:-1] + "ies"
    return name + "s"


def _spellings(name: str) -> tuple[str, ...]:
    """A unit's name in both numbers and both spellings."""
    american = name.replace("metre", "meter").replace("litre", "liter")
    return name, _plural(name), american, _plural(american)


def _load() -> tuple[dict[str, Unit], dict[str, str], dict[str, str]]:
    """All units by name; unit names by symbol (case matters) and by lower-case name."""
    units: dict[str, Unit] = {}
    symbols: dict[str, str] = dict(_COMPOUNDS)
    names: dict[str, str] = {}
    for dimension, rows in _TABLE.items():
        for row in rows.replace("\n", ";").split(";"):
            name, factor, *rest = (part.strip() for part in row.split("="))
            units[name] = Unit(name, dimension, Fraction(factor))
            symbols.update(dict.fromkeys(filter(None, rest[0].split(",") if rest else ()), name))
            for other in (name, *(rest[1].split(",") if len(rest) > 1 else ())):
                names.update(dict.fromkeys(_spellings(other), name))
    for name, (scale, offset, aliases) in _TEMPERATURES.items():
        units[name] = Unit(name, "temperature", scale, offset)
        names[name.lower()] = name
        for alias in aliases:
            (symbols if alias[0] in "°℃℉" or alias == "Cel" else names)[alias if alias[0] in "°℃℉" else alias.lower()] = name
    names.update(dict.fromkeys(_PERCENT_NAMES, PERCENT))
    return units, symbols, names


def _load_money() -> tuple[dict[str, str], dict[str, str]]:
    """Currency codes by symbol or code, and by lower-case name."""
    symbols: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in _MONEY.replace("\n", ";").split(";"):
        code, signs, *rest = (part.strip() for part in row.split("="))
        symbols.update(dict.fromkeys(filter(None, (code, *signs.split(","))), code))
        for name in filter(None, rest[0].split(",") if rest else ()):
            names.update(dict.fromkeys((name.lower(), _plural(name).lower()), code))
    return symbols, names


UNITS, UNIT_SYMBOLS, UNIT_NAMES = _load()
MONEY_SYMBOLS, MONEY_NAMES = _load_money()
CURRENCIES = frozenset(MONEY_SYMBOLS.values())


def find_unit(name: str) -> Unit | None:
    """The unit of measure of a canonical name, also of "A per B"; None if it does not convert."""
    if name in UNITS:
        return UNITS[name]
    upper, per, lower = name.partition(" per ")
    if not per or upper not in UNITS or lower not in UNITS:
        return None
    top, bottom = UNITS[upper], UNITS[lower]
    if top.offset or bottom.offset:
        return None
    dimension = "speed" if (top.dimension, bottom.dimension) == ("length", "time") else f"{top.dimension}/{bottom.dimension}"
    return Unit(name, dimension, top.factor / bottom.factor)


def canonical(name: str) -> str:
    """The canonical name of a unit that is written in any known way ("km", "kilometers"); else as it is."""
    if name in UNIT_SYMBOLS:
        return UNIT_SYMBOLS[name]
    if name in MONEY_SYMBOLS:
        return MONEY_SYMBOLS[name]
    lower = name.lower()
    if lower in PERSON_NOUNS:
        return "person"
    return UNIT_NAMES.get(lower) or MONEY_NAMES.get(lower) or name


def is_count(unit: str | None) -> bool:
    """Whether a unit counts things: it is neither a measure, nor money, nor a share."""
    return unit is not None and unit != PERCENT and unit not in CURRENCIES and find_unit(unit) is None


def convert(interval: Interval, source: str, target: str) -> Interval:
    """An interval in one unit, in another one; exact.

    Raises:
        ReadingError: if they do not measure the same.
    """
    if source == target:
        return interval
    one, other = find_unit(source), find_unit(target)
    if one is None or other is None or one.dimension != other.dimension:
        raise ReadingError(
            f"{source} does not convert to {target}", suggestion="give the value in a unit that does, or set the fact's unit"
        )
    shift = exact((one.offset - other.offset) / other.factor)
    return interval.scale(exact(one.factor / other.factor)).shift(shift)


def convert_number(number: Number, source: str, target: str) -> Number:
    """A number in one unit, in another one; exact. Raises ReadingError as `convert` does."""
    low = convert(Interval.point(number), source, target).lo
    return number if low is None else low


def singular(noun: str) -> str:
    """The singular of a regular English plural ("countries" is "country")."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def plural(unit: str) -> str:
    """A unit's name as it stands after a number other than one."""
    if unit in ("person", PERCENT) or unit in CURRENCIES:
        return "people" if unit == "person" else unit
    irregular = {"foot": "feet", "century": "centuries", "millennium": "millennia", "kelvin": "kelvin"}
    first, per, rest = unit.partition(" per ")
    head, space, last = first.rpartition(" ")
    if unit.startswith("degree "):
        return unit.replace("degree", "degrees")
    return f"{head}{space}{irregular.get(last, _plural(last))}{per}{rest}"
