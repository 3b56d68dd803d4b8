"""The tables of units and money, and the words for people."""

from __future__ import annotations

from averred.values.tokens import word_list

#: Words for people: a count of them has the unit "person".
PERSON_NOUNS = frozenset(
    word_list(
        """
    person persons people participant participants user users attendee attendees demonstrator
    demonstrators protester protesters protestor protestors marcher marchers member members visitor
    visitors spectator spectators soldier soldiers troop troops worker workers employee employees
    student students pupil pupils teacher teachers man men woman women child children boy boys girl
    girls adult adults resident residents inhabitant inhabitants refugee refugees civilian civilians
    victim victims passenger passengers patient patients voter voters citizen citizens fan fans
    miner miners officer officers policeman policemen viewer viewers engineer engineers supporter
    supporters activist activists migrant migrants survivor survivors judge judges witness witnesses
    volunteer volunteers player players farmer farmers doctor doctors nurse nurses journalist
    journalists prisoner prisoners buyer buyers customer customers delegate delegates guest guests
    signatory signatories signer signers individual individuals human humans guard guards fighter
    fighters insurgent insurgents sailor sailors crew staff personnel firefighter firefighters
    detainee detainees hostage hostages suspect suspects immigrant immigrants applicant applicants
    respondent respondents reader readers subscriber subscribers tourist tourists pilgrim pilgrims
    settler settlers villager villagers islander islanders
    """
    )
)


#: Dimension → "name=factor=symbols=other names" with the base unit first. Plurals and the spellings in -er
#: are derived. Factors are exact: the international yard and pound (1959), the SI, US customary measures.
MEASURES = {
    "length": """
        metre=1=m; kilometre=1000=km; centimetre=1/100=cm; millimetre=1/1000=mm;
        micrometre=1/1000000=µm,μm,um=micron; nanometre=1/1000000000=nm; inch=254/10000=in,[in_i];
        foot=3048/10000=ft,[ft_i]=feet; yard=9144/10000=yd,[yd_i]; mile=1609344/1000=mi,[mi_i];
        nautical mile=1852=nmi,[nmi_i]; furlong=201168/1000; light year=9460730472580800=ly=light-year
    """,
    "area": """
        square metre=1=m²,m2,sqm; square kilometre=1000000=km²,km2; square centimetre=1/10000=cm²,cm2;
        square millimetre=1/1000000=mm²,mm2; hectare=10000=ha,har; acre=316160658/78125;
        square foot=9290304/100000000=ft²,ft2,sqft=square feet;
        square mile=2589988110336/1000000=mi²,mi2; square yard=83612736/100000000
    """,
    "volume": """
        litre=1=l,L; millilitre=1/1000=ml,mL; centilitre=1/100=cl,cL; decilitre=1/10=dl,dL;
        hectolitre=100=hl,hL; cubic metre=1000=m³,m3; cubic kilometre=1000000000000=km³,km3;
        cubic centimetre=1/1000=cm³,cm3,cc; cubic foot=28316846592/1000000000=ft³=cubic feet;
        gallon=3785411784/1000000000=gal,[gal_us]; imperial gallon=454609/100000;
        pint=473176473/1000000000=pt; quart=946352946/1000000000=qt;
        fluid ounce=295735295625/10000000000000=fl oz; barrel=158987294928/1000000000=bbl
    """,
    "mass": """
        kilogram=1=kg=kilo,kilogramme; gram=1/1000=g=gramme; milligram=1/1000000=mg;
        microgram=1/1000000000=µg,μg; tonne=1000=t=metric ton; kilotonne=1000000=kt;
        megatonne=1000000000=Mt; pound=45359237/100000000=lb,lbs,[lb_av];
        ounce=45359237/1600000000=oz,[oz_av]; stone=635029318/100000000; short ton=90718474/100000;
        long ton=10160469088/10000000
    """,
    "time": """
        second=1=s=sec; millisecond=1/1000=ms; microsecond=1/1000000=µs,μs; nanosecond=1/1000000000=ns;
        minute=60=min; hour=3600=h,hr,hrs; day=86400=d; week=604800=wk; fortnight=1209600
    """,
    "calendar": """
        month=1=mo,mth; quarter year=3; year=12=yr,yrs; decade=120; century=1200=centuries;
        millennium=12000=millennia
    """,
    "temperature": "kelvin=1=K",
    "energy": """
        joule=1=J; kilojoule=1000=kJ; megajoule=1000000=MJ; calorie=4184/1000=cal;
        kilocalorie=4184=kcal; watt hour=3600=Wh; kilowatt hour=3600000=kWh=kilowatt-hour;
        megawatt hour=3600000000=MWh=megawatt-hour; gigawatt hour=3600000000000=GWh;
        terawatt hour=3600000000000000=TWh
    """,
    "power": """
        watt=1=W; kilowatt=1000=kW; megawatt=1000000=MW; gigawatt=1000000000=GW; milliwatt=1/1000=mW;
        terawatt=1000000000000=TW
    """,
    "pressure": """
        pascal=1=Pa; hectopascal=100=hPa; kilopascal=1000=kPa; megapascal=1000000=MPa; bar=100000;
        millibar=100=mbar; atmosphere=101325=atm
    """,
    "force": "newton=1=N; kilonewton=1000=kN",
    "frequency": """
        hertz=1=Hz; kilohertz=1000=kHz; megahertz=1000000=MHz; gigahertz=1000000000=GHz
    """,
    "electric potential": "volt=1=V; kilovolt=1000=kV; millivolt=1/1000=mV",
    "electric current": "ampere=1=A=amp; milliampere=1/1000=mA",
    "information": """
        byte=1=B; kilobyte=1000=kB,KB; megabyte=1000000=MB; gigabyte=1000000000=GB;
        terabyte=1000000000000=TB; petabyte=1000000000000000=PB; bit=1/8; kilobit=125=kbit;
        megabit=125000=Mbit; gigabit=125000000=Gbit; terabit=125000000000=Tbit
    """,
    "angle": "degree=1=°,deg; arcminute=1/60; arcsecond=1/3600",
    "speed": "knot=463/900=kn,kt.=knots",
    "share of percent": "percentage point=1=pp; basis point=1/100=bp,bps",
}
#: Name → factor and offset to kelvin.
TEMPERATURES = {
    "degree Celsius": ("1", "273.15"),
    "degree Fahrenheit": ("5/9", "45967/180"),
}
TEMPERATURE_SYMBOLS = {"°C": "degree Celsius", "℃": "degree Celsius", "Cel": "degree Celsius",
                       "°F": "degree Fahrenheit", "℉": "degree Fahrenheit"}  # fmt: skip
TEMPERATURE_NAMES = {"degrees celsius": "degree Celsius", "degrees centigrade": "degree Celsius",
                     "celsius": "degree Celsius", "degrees fahrenheit": "degree Fahrenheit",
                     "fahrenheit": "degree Fahrenheit"}  # fmt: skip
#: Written as one symbol, but made of two units.
COMPOUNDS = {
    "km/h": "kilometre per hour", "kph": "kilometre per hour", "kmh": "kilometre per hour",
    "mph": "mile per hour", "m/s": "metre per second", "km/s": "kilometre per second",
}  # fmt: skip
PERCENT_NAMES = ("%", "percent", "per cent", "pct", "percentage")

#: "ISO 4217 code=signs=names"; plurals are derived.
MONEY = """
    USD=US$,$,U.S.$=dollar,US dollar,U.S. dollar,buck; EUR=€=euro; GBP=£=pound sterling,British pound;
    JPY=¥,JP¥=yen,Japanese yen; CNY=CN¥,RMB=yuan,renminbi; INR=₹,Rs=rupee,Indian rupee;
    RUB=₽=ruble,rouble,Russian rouble; TRY=₺=lira,Turkish lira; AZN=₼=manat; CHF==franc,Swiss franc;
    SEK==Swedish krona,Swedish kronor; NOK==Norwegian krone,Norwegian kroner;
    DKK==Danish krone,Danish kroner; AUD=A$,AU$=Australian dollar; CAD=C$,CA$=Canadian dollar;
    NZD=NZ$=New Zealand dollar; HKD=HK$=Hong Kong dollar; SGD=S$=Singapore dollar; TWD=NT$;
    KRW=₩=South Korean won; BRL=R$=Brazilian real,reais; MXN=MX$=Mexican peso; ZAR==rand; PLN==zloty;
    CZK==koruna; HUF==forint; RON==Romanian leu; BGN==Bulgarian lev; UAH=₴=hryvnia; ILS=₪=shekel;
    IRR==rial; SAR==riyal; AED==dirham; EGP==Egyptian pound; NGN=₦=naira; KES==shilling; PHP=₱;
    THB=฿=baht; VND=₫=dong; IDR==rupiah; MYR==ringgit; PKR==Pakistani rupee; ARS==Argentine peso;
    CLP==Chilean peso; COP==Colombian peso; GEL=₾=lari; AMD=֏=Armenian dram; KZT=₸=tenge
"""
