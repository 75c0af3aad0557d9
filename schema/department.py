"""A department: what a site is divided into, as deep as it needs: areas, rooms, workstations.

A tree inside one site. The database holds the parent to the same site (a key of three columns) and
refuses circles (`tree_guard`), whoever writes.
"""

from sqlalchemy import ForeignKeyConstraint, Numeric, String, Text, UniqueConstraint

from schema.base import Scope, entity, field, ref

_WHAT = ("Il reparto", "The department")
_ROOMS = ("Dimensioni", "Size")
_PRINTED = ("5 Descrizione di luoghi e attività", "5 Places and activities")

department = entity(
    "department",
    ref("site_id", "customer.site", "Sede", "Site", required=True, once=True, section=_WHAT,
        width=6, within={"customer_id": "customer_id"},
        help=("La sede si sceglie quando il reparto nasce. Per spostarlo altrove, duplicalo là.",
              "The site is chosen when the department is made. To move it, make it again there.")),
    ref("parent_id", "customer.department", "Fa parte di", "Part of", section=_WHAT, width=6,
        within={"site_id": "site_id"},
        help=(("Vuoto: sta direttamente sotto la sede. Un reparto non può far parte di sé stesso "
              "né di uno che contiene."),
              ("Empty: right below the site. A department cannot be part of itself, nor of one "
              "that it holds."))),
    field("name", String(200), "Nome", "Name", personal="none", required=True, prefix=True,
          words=True, section=_WHAT, width=6, prints_in=_PRINTED),
    field("kind", String(12), "Tipo", "Kind", personal="none", required=True,
          default="department", section=_WHAT, width=3, choices={
              "department": ("Reparto", "Department"),
              "area": ("Area", "Area"),
              "room": ("Locale", "Room"),
              "workstation": ("Postazione", "Workstation"),
              "outdoor": ("All'aperto", "Outdoors"),
          }),
    field("code", String(20), "Codice", "Code", personal="none", prefix=True, words=True,
          section=_WHAT, width=3),
    ref("workplace_type_id", "studio.workplace_type", "Tipo di luogo", "Workplace type",
        section=_WHAT, width=6,
        help=("Dal catalogo: fa proporre i pericoli che di solito ha un luogo così.",
              "From the catalogue: it proposes the hazards that such a place usually has.")),
    field("surface_m2", Numeric(10, 2), "Superficie", "Surface", personal="none", unit="m²",
          rule="positive", section=_ROOMS, width=3),
    field("description", Text, "Descrizione", "Description", personal="none", sorts=False,
          words=True,
          section=_ROOMS, width=12, prints_in=_PRINTED,
          help=(("Che cosa vi si fa, con quali macchine e impianti: due righe che chi legge il "
                "documento capisca."),
                ("What is done there, with which machines and plants: two lines that a reader of "
                "the document understands."))),
    ref("floorplan_id", "customer.attachment", "Planimetria", "Floor plan", widget="file",
        section=_ROOMS, width=12, within={"customer_id": "customer_id"}, prints_in=_PRINTED),
    UniqueConstraint("customer_id", "site_id", "id"),
    ForeignKeyConstraint(
        ["customer_id", "site_id", "parent_id"],
        ["department.customer_id", "department.site_id", "department.id"],
        name="fk_department_parent_of_the_site",
    ),
    label=("Reparto", "Department"), plural=("Reparti", "Departments"), source="org.departments",
    icon="list-tree", scope=Scope.CUSTOMER, names_by="name", sort=("name",), read="read",
    write="edit", archivable=True, tree="parent_id",
    site="site_id",
)  # fmt: skip
