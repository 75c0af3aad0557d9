"""The pages that lie in an archive for whoever opens it without the program."""

from typing import Final, NamedTuple


class Page(NamedTuple):
    """A text of an archive."""

    file: str
    text: str


README: Final = (
    Page("LEGGIMI.txt", """\
Questo archivio contiene tutti i dati di un cliente, usciti da Ytefas.

manifest.json    Che cosa c'è: formato e versione, programma, tabelle con righe e colonne, e per
                 ogni parte la dimensione e l'impronta SHA-256.
tables/          Una tabella per file, in JSON Lines: un oggetto JSON per riga, testo UTF-8. I nomi
                 dei campi sono quelli del programma e restano stabili. Le colonne che finiscono in
                 _id rimandano alla chiave "id" di un'altra riga.
library/         Le voci del catalogo dello studio a cui le righe rimandano.
users.jsonl      Chi sono gli utenti di cui si legge la chiave (chi ha creato, chi segue).
files/           Gli allegati, ciascuno sotto la propria impronta SHA-256. Il nome con cui si
                 scaricavano sta in tables/attachment.jsonl; su quale scheda stavano, in
                 tables/attachment_link.jsonl.
audit.jsonl      Il registro: chi ha fatto che cosa. Si può leggere; non viene importato.

Le date sono AAAA-MM-GG, gli istanti sono in UTC. Un'altra installazione di Ytefas prende tutto con
"Importa un cliente…" nell'elenco dei clienti. Contiene dati personali: conservalo cifrato.
"""),
    Page("README.txt", """\
This archive holds all data of one customer, as they came out of Ytefas.

manifest.json    What there is: format and version, program, tables with rows and columns, and the
                 size and SHA-256 of every part.
tables/          One table to a file, as JSON Lines: one JSON object to a line, UTF-8 text. The
                 names of fields are the program's, and stay. Columns that end in _id refer to the
                 key "id" of another row.
library/         The items of the studio's catalogue that rows refer to.
users.jsonl      Who the users are whose keys one reads (who made it, who looks after it).
files/           The attached files, each under its own SHA-256. The name under which it was
                 downloaded is in tables/attachment.jsonl; on which record it hung, in
                 tables/attachment_link.jsonl.
audit.jsonl      The audit: who did what. It can be read, and is not imported.

Dates are YYYY-MM-DD, instants are UTC. Another installation of Ytefas takes it all in by
"Import a customer…" in the list of customers. It holds personal data: keep it encrypted.
"""),
)  # fmt: skip
