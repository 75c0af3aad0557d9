"""Towns of the demonstration, as they are: province, postcode, dialling code."""

from typing import Final, NamedTuple


class Town(NamedTuple):
    """Where an address is."""

    name: str
    province: str
    postcode: str
    dial: str


_TOWNS: Final = """
Arco TN 38062 0464|Asolo TV 31011 0423|Bassano del Grappa VI 36061 0424|Belluno BL 32100 0437
Bergamo BG 24126 035|Biella BI 13900 015|Bologna BO 40138 051|Bolzano BZ 39100 0471
Borgosesia VC 13011 0163|Brescia BS 25124 030|Camposampiero PD 35012 049|Cantù CO 22063 031
Carpi MO 41012 059|Castelfranco Veneto TV 31033 0423|Cittadella PD 35013 049|Como CO 22100 031
Conegliano TV 31015 0438|Dalmine BG 24044 035|Desenzano del Garda BS 25015 030
Faenza RA 48018 0546|Feltre BL 32032 0439|Imola BO 40026 0542|Ivrea TO 10015 0125
Lecco LC 23900 0341|Lumezzane BS 25065 030|Merano BZ 39012 0473|Mirano VE 30035 041
Modena MO 41122 059|Montebelluna TV 31044 0423|Monza MB 20900 039|Novara NO 28100 0321
Omegna VB 28887 0323|Parma PR 43126 0521|Pergine Valsugana TN 38057 0461|Pordenone PN 33170 0434
Prato PO 59100 0574|Quarona VC 13017 0163|Reggio nell'Emilia RE 42124 0522
Riva del Garda TN 38066 0464|Rovereto TN 38068 0464
San Donà di Piave VE 30027 0421|Sassuolo MO 41049 0536|Schio VI 36015 0445|Thiene VI 36016 0445
Torino TO 10156 011|Trento TN 38121 0461|Treviso TV 31100 0422|Udine UD 33100 0432
Varallo VC 13019 0163|Venezia VE 30172 041|Verbania VB 28922 0323|Vercelli VC 13100 0161
Verona VR 37135 045|Vicenza VI 36100 0444|Villafranca di Verona VR 37069 045
"""


def _town(line: str) -> Town:
    name, province, postcode, dial = line.rsplit(" ", 3)
    return Town(name, province, postcode, dial)


TOWNS: Final = {
    town.name: town for town in map(_town, _TOWNS.strip().replace("\n", "|").split("|"))
}
