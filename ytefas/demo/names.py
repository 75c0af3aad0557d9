"""What the people of the demonstration are called, and where their tax codes say they were born."""

from typing import Final, NamedTuple

_WOMEN: Final = """
Alessia Anna Barbara Beatrice Benedetta Camilla Carla Caterina Chiara Cinzia Cristina Daniela
Debora Elena Eleonora Elisa Elisabetta Emanuela Emma Federica Francesca Gaia Giada Giorgia
Giovanna Giulia Ilaria Irene Laura Lucia Luisa Manuela Margherita Maria Marina Marta Martina
Michela Monica Nadia Nicoletta Noemi Paola Patrizia Raffaella Rita Roberta Rossella Sabrina Sara
Silvia Simona Sofia Sonia Stefania Tiziana Valentina Valeria Vanessa Veronica
"""
_MEN: Final = """
Alberto Alessandro Andrea Angelo Antonio Bruno Carlo Claudio Cristian Damiano Daniele Davide Denis
Diego Domenico Dario Edoardo Emanuele Enrico Enzo Fabio Federico Filippo Francesco Franco Gabriele
Giacomo Gianluca Giorgio Giovanni Giuliano Giulio Giuseppe Ivan Jacopo Lorenzo Luca Luigi Manuel
Marco Mario Massimo Matteo Mattia Maurizio Mauro Michele Mirko Nicola Omar Paolo Pietro Renato
Riccardo Roberto Sergio Silvano Simone Stefano Tommaso Umberto Vincenzo
"""
_SURNAMES: Final = """
Agosti Albertini Andreoli Baldo Barbieri Baroni Bassetto Bellini Benedetti Bernardi Bertoldo
Bianchi Bonetti Bordin Boscolo Bresciani Brunelli Busato Caccia Callegari Cappelletti Carraro
Casagrande Cattaneo Cavallin Ceccato Colombo Conti Cortese Costantini Dalla Dametto Danieli
Facchin Farina Favaro Ferrari Ferraro Filippi Fontana Forlin Franceschi Furlan Galli Gasparini
Gatti Girardi Grassi Grigoletto Guerra Lanza Locatelli Lorenzon Lovato Maestri Magni Mantovani
Marchesin Mariani Martinelli Masiero Mazzon Menegatti Meneghin Milani Mion Monti Morandi Moretti
Negri Nicolini Oliviero Pagani Paganin Parisi Pasini Pedron Pellegrini Peruzzo Piazza Pozzi
Prandini Quaglia Ravelli Riva Rizzato Romano Rossetto Rota Sartori Scarpa Serafini Simioni Soldà
Spinelli Tasca Tedesco Testa Tonello Tosi Trevisan Valentini Vanzo Vianello Vidali Viganò Villa
Visentin Volpato Zago Zambon Zanella Zanin Zanon Zennaro Zorzi
"""
WOMEN: Final = tuple(_WOMEN.split())
MEN: Final = tuple(_MEN.split())
SURNAMES: Final = tuple(_SURNAMES.split())
BIRTHPLACES: Final = (
    "F205", "L219", "L781", "L840", "L407", "B157", "A794", "L483", "L378", "L736", "F952", "C933",
    "G224", "H501",
)  # fmt: skip


class Abroad(NamedTuple):
    """A country people come from: how its citizenship is called, its code in tax codes, names."""

    citizenship: str
    code: str
    surnames: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]


ABROAD: Final = (
    Abroad("Romania", "Z129", ("Popescu", "Ionescu", "Munteanu", "Stan", "Radu"),
           ("Mihaela", "Elena", "Ioana"), ("Ion", "Vasile", "Florin", "Adrian")),
    Abroad("Marocco", "Z330", ("El Amrani", "Bennani", "Haddad", "Ouali"),
           ("Fatima", "Khadija", "Samira"), ("Youssef", "Mohamed", "Rachid")),
    Abroad("Albania", "Z100", ("Hoxha", "Shehu", "Prifti", "Leka"),
           ("Elira", "Vjosa"), ("Arben", "Ilir", "Besnik")),
    Abroad("Bangladesh", "Z249", ("Rahman", "Hossain", "Islam"),
           ("Nasrin",), ("Kamal", "Jahangir", "Mizanur")),
    Abroad("Ucraina", "Z138", ("Kovalenko", "Shevchuk", "Bondar"),
           ("Oksana", "Svitlana", "Iryna"), ("Andriy", "Taras")),
    Abroad("Senegal", "Z343", ("Diop", "Ndiaye", "Fall"), ("Awa",), ("Mamadou", "Ousmane")),
)  # fmt: skip
