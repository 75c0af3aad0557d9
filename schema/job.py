"""A job (mansione): what people are taken on to do, whoever they are. Risks are assessed for it."""

from sqlalchemy import Boolean, Numeric, String, Text

from schema.base import Law, Scope, entity, field, ref, unique
from schema.sited import Whole

_WHAT = ("La mansione", "The job")
_SKILL = ("Capacità e particolarità", "Skills and particulars")
_PRINTED = ("6 Mansioni e addetti", "6 Jobs and people")

job = entity(
    "job",
    field("code", String(20), "Codice", "Code", personal="none", required=True, prefix=True,
          words=True, section=_WHAT, width=3, prints_in=_PRINTED,
          help=("Unico per questo cliente: M1, M2, …", "Unique for this customer: M1, M2, …")),
    field("name", String(200), "Nome", "Name", personal="none", required=True, prefix=True,
          words=True, section=_WHAT, width=6, prints_in=_PRINTED,
          help=("Come la chiamano in azienda: saldatore, addetto alle vendite, cuoco.",
                "As the firm calls it: welder, shop assistant, cook.")),
    ref("job_type_id", "studio.job_type", "Tipo di mansione", "Job type", section=_WHAT, width=3,
        help=("Dal catalogo: fa proporre i pericoli che di solito riguardano questa mansione.",
              "From the catalogue: it proposes the hazards this job usually meets.")),
    field("description", Text, "Descrizione", "Description", personal="none", sorts=False,
          words=True, section=_WHAT, width=12, prints_in=_PRINTED,
          help=("Che cosa fa chi svolge la mansione, dove e con che cosa.",
                "What whoever does the job does, where and with what.")),
    field("needs_recognised_skill", Boolean, "Capacità riconosciuta",
          "Recognised skill", personal="none", required=True, default=False,
          section=_SKILL, width=4, prints_in=_PRINTED,
          help=(("Se la mansione espone a rischi che chiedono una riconosciuta capacità, "
                "un'esperienza specifica e una formazione adeguata."),
                ("Whether the job exposes to risks that ask for a recognised skill, specific "
                "experience and suitable training.")),
          law=Law("Art. 28, comma 2, lett. f), D.Lgs. 81/2008",
                  "Il documento individua le mansioni che espongono a rischi specifici e "
                  "richiedono riconosciuta capacità professionale, esperienza, formazione e "
                  "addestramento.",
                  "The document names the jobs that expose to specific risks and ask for "
                  "recognised professional skill, experience, training and practice.")),
    field("skill_note", String(1000), "Quale capacità", "Which skill", personal="none",
          words=True,
          widget="notes", sorts=False, section=_SKILL, width=8, prints_in=_PRINTED,
          show_if=["needs_recognised_skill", "eq", True],
          help=("Il rischio e la capacità, l'esperienza o l'abilitazione che servono.",
                "The risk, and the skill, experience or licence that it takes.")),
    field("vdt_hours_week", Numeric(4, 1), "Ore al videoterminale", "Hours at a screen",
          personal="none", unit="h", rule="week_hours", section=_SKILL, width=4,
          prints_in=_PRINTED,
          help=("Ore alla settimana, dedotte le pause. Da 20 in su è videoterminalista.",
                "Hours a week, without the breaks. From 20 on it is screen work by law.")),
    field("night_work", Boolean, "Lavoro notturno", "Night work", personal="none", required=True,
          default=False, section=_SKILL, width=4, prints_in=_PRINTED,
          law=Law("Art. 1, comma 2, e art. 14, D.Lgs. 66/2003",
                  "Il lavoratore notturno ha diritto a controlli periodici della salute.",
                  "Night workers are entitled to periodic health checks.")),
    field("alcohol_drug_listed", Boolean, "Mansione a rischio per terzi",
          "Job with risks for third parties", personal="none", required=True, default=False,
          section=_SKILL, width=4, prints_in=_PRINTED,
          help=(("Se è tra quelle con divieto di alcol o con accertamenti per droghe: guida, "
                "lavori in quota, sanità, armi…"),
                ("Whether it is one of those where alcohol is forbidden or drugs are tested for: "
                "driving, work at height, health care, arms…")),
          law=Law("Art. 15, L. 125/2001; Intese Stato-Regioni 16/3/2006 e 30/10/2007",
                  "Elenchi delle mansioni in cui è vietato l'alcol e di quelle soggette ad "
                  "accertamenti per l'uso di droghe.",
                  "Lists of the jobs in which alcohol is forbidden, and of those in which drug "
                  "use is tested for.")),
    unique("code"),
    label=("Mansione", "Job"), plural=("Mansioni", "Jobs"), source="org.jobs",
    icon="briefcase", scope=Scope.CUSTOMER, names_by="name", sort=("name",), read="read",
    write="edit", archivable=True,
    site=Whole("a job is of the whole firm: it may be done at several sites"),
)  # fmt: skip
