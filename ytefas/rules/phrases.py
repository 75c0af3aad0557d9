"""The codes of hazard statements and pictograms (CLP, annexes II, III and V), each in a few words.

Codes are those of Regulation (EC) 1272/2008 as amended; the words are ours, short enough for a list
and not a quotation: a label quotes its sheet. Codes that only the UN's GHS knows are not here.
Three supplemental codes are no longer given and stand on older sheets only.
"""

from collections.abc import Mapping
from typing import Final

Said = Mapping[str, tuple[str, str]]  # code: in Italian, in English


def _table(text: str) -> Said:
    """Read lines of `code | Italian | English`."""
    lines = (line.split("|") for line in text.strip().splitlines())
    return {code.strip(): (it.strip(), en.strip()) for code, it, en in lines}


H_PHRASES: Final = _table("""
H200 | Esplosivo instabile | Unstable explosive
H201 | Esplosivo: pericolo di esplosione di massa | Explosive: mass explosion hazard
H202 | Esplosivo: grave pericolo di proiezione | Explosive: severe projection hazard
H203 | Esplosivo: incendio, spostamento d'aria o proiezione | Explosive: fire, blast or projection
H204 | Pericolo di incendio o di proiezione | Fire or projection hazard
H205 | Può esplodere in massa in caso d'incendio | May mass explode in fire
H206 | Incendio, spostamento d'aria o proiezione; più pericoloso se perde il desensibilizzante | Fire, blast or projection; worse if the desensitising agent is reduced
H207 | Incendio o proiezione; più pericoloso se perde il desensibilizzante | Fire or projection; worse if the desensitising agent is reduced
H208 | Incendio; più pericoloso se perde il desensibilizzante | Fire hazard; worse if the desensitising agent is reduced
H220 | Gas estremamente infiammabile | Extremely flammable gas
H221 | Gas infiammabile | Flammable gas
H222 | Aerosol estremamente infiammabile | Extremely flammable aerosol
H223 | Aerosol infiammabile | Flammable aerosol
H224 | Liquido e vapori estremamente infiammabili | Extremely flammable liquid and vapour
H225 | Liquido e vapori facilmente infiammabili | Highly flammable liquid and vapour
H226 | Liquido e vapori infiammabili | Flammable liquid and vapour
H228 | Solido infiammabile | Flammable solid
H229 | Recipiente in pressione: può scoppiare se riscaldato | Pressurised container: may burst if heated
H230 | Può reagire esplodendo anche senza aria | May react explosively even without air
H231 | Può esplodere senza aria, a pressione o temperatura elevata | May explode without air at raised pressure or temperature
H232 | Può accendersi da solo all'aria | May ignite spontaneously in air
H240 | Può esplodere se riscaldato | Heating may cause an explosion
H241 | Può incendiarsi o esplodere se riscaldato | Heating may cause a fire or explosion
H242 | Può incendiarsi se riscaldato | Heating may cause a fire
H250 | Si accende da solo a contatto con l'aria | Catches fire on its own in air
H251 | Si riscalda da solo; può incendiarsi | Self-heating; may catch fire
H252 | Si riscalda da solo in grandi quantità; può incendiarsi | Self-heating in large quantities; may catch fire
H260 | A contatto con l'acqua libera gas che possono accendersi da soli | With water gives off gases that may ignite on their own
H261 | A contatto con l'acqua libera gas infiammabili | With water gives off flammable gases
H270 | Comburente: può provocare o aggravare un incendio | Oxidiser: may cause or intensify fire
H271 | Molto comburente: può provocare incendio o esplosione | Strong oxidiser: may cause fire or explosion
H272 | Comburente: può aggravare un incendio | Oxidiser: may intensify fire
H280 | Gas sotto pressione: può esplodere se riscaldato | Gas under pressure: may explode if heated
H281 | Gas refrigerato: può provocare ustioni da freddo | Refrigerated gas: may cause cold burns
H290 | Può corrodere i metalli | May corrode metals
H300 | Letale se ingerito | Fatal if swallowed
H301 | Tossico se ingerito | Toxic if swallowed
H302 | Nocivo se ingerito | Harmful if swallowed
H304 | Può essere letale se ingerito e penetra nelle vie respiratorie | May be fatal if swallowed and enters the airways
H310 | Letale a contatto con la pelle | Fatal in contact with skin
H311 | Tossico a contatto con la pelle | Toxic in contact with skin
H312 | Nocivo a contatto con la pelle | Harmful in contact with skin
H314 | Gravi ustioni della pelle e gravi lesioni agli occhi | Severe skin burns and eye damage
H315 | Irrita la pelle | Irritates skin
H317 | Può provocare allergia della pelle | May cause an allergic skin reaction
H318 | Gravi lesioni agli occhi | Serious eye damage
H319 | Grave irritazione degli occhi | Serious eye irritation
H330 | Letale se inalato | Fatal if inhaled
H331 | Tossico se inalato | Toxic if inhaled
H332 | Nocivo se inalato | Harmful if inhaled
H334 | Se inalato può provocare allergia, asma o difficoltà respiratorie | If inhaled may cause allergy, asthma or breathing difficulties
H335 | Può irritare le vie respiratorie | May irritate the airways
H336 | Può provocare sonnolenza o vertigini | May cause drowsiness or dizziness
H340 | Può provocare alterazioni genetiche | May cause genetic defects
H341 | Sospettato di provocare alterazioni genetiche | Suspected of causing genetic defects
H350 | Può provocare il cancro | May cause cancer
H350i | Può provocare il cancro se inalato | May cause cancer if inhaled
H351 | Sospettato di provocare il cancro | Suspected of causing cancer
H360 | Può nuocere alla fertilità o al feto | May damage fertility or the unborn child
H360F | Può nuocere alla fertilità | May damage fertility
H360D | Può nuocere al feto | May damage the unborn child
H360FD | Può nuocere alla fertilità e al feto | May damage fertility and the unborn child
H360Fd | Può nuocere alla fertilità; sospettato di nuocere al feto | May damage fertility; suspected of damaging the unborn child
H360Df | Può nuocere al feto; sospettato di nuocere alla fertilità | May damage the unborn child; suspected of damaging fertility
H361 | Sospettato di nuocere alla fertilità o al feto | Suspected of damaging fertility or the unborn child
H361f | Sospettato di nuocere alla fertilità | Suspected of damaging fertility
H361d | Sospettato di nuocere al feto | Suspected of damaging the unborn child
H361fd | Sospettato di nuocere alla fertilità e al feto | Suspected of damaging fertility and the unborn child
H362 | Può nuocere ai lattanti allattati al seno | May harm breast-fed children
H370 | Danneggia gli organi | Damages organs
H371 | Può danneggiare gli organi | May damage organs
H372 | Danneggia gli organi con l'esposizione prolungata o ripetuta | Damages organs through prolonged or repeated exposure
H373 | Può danneggiare gli organi con l'esposizione prolungata o ripetuta | May damage organs through prolonged or repeated exposure
H300+H310 | Letale se ingerito o a contatto con la pelle | Fatal if swallowed or in contact with skin
H300+H330 | Letale se ingerito o inalato | Fatal if swallowed or inhaled
H310+H330 | Letale a contatto con la pelle o se inalato | Fatal in contact with skin or if inhaled
H300+H310+H330 | Letale se ingerito, a contatto con la pelle o inalato | Fatal if swallowed, in contact with skin or inhaled
H301+H311 | Tossico se ingerito o a contatto con la pelle | Toxic if swallowed or in contact with skin
H301+H331 | Tossico se ingerito o inalato | Toxic if swallowed or inhaled
H311+H331 | Tossico a contatto con la pelle o se inalato | Toxic in contact with skin or if inhaled
H301+H311+H331 | Tossico se ingerito, a contatto con la pelle o inalato | Toxic if swallowed, in contact with skin or inhaled
H302+H312 | Nocivo se ingerito o a contatto con la pelle | Harmful if swallowed or in contact with skin
H302+H332 | Nocivo se ingerito o inalato | Harmful if swallowed or inhaled
H312+H332 | Nocivo a contatto con la pelle o se inalato | Harmful in contact with skin or if inhaled
H302+H312+H332 | Nocivo se ingerito, a contatto con la pelle o inalato | Harmful if swallowed, in contact with skin or inhaled
H400 | Molto tossico per gli organismi acquatici | Very toxic to aquatic life
H410 | Molto tossico per gli organismi acquatici, con effetti di lunga durata | Very toxic to aquatic life with long-lasting effects
H411 | Tossico per gli organismi acquatici, con effetti di lunga durata | Toxic to aquatic life with long-lasting effects
H412 | Nocivo per gli organismi acquatici, con effetti di lunga durata | Harmful to aquatic life with long-lasting effects
H413 | Può nuocere a lungo agli organismi acquatici | May cause long-lasting harm to aquatic life
H420 | Danneggia l'ozono dell'alta atmosfera | Harms the ozone of the upper atmosphere
""")  # noqa: E501 - one statement in each line

EUH_PHRASES: Final = _table("""
EUH001 | Esplosivo allo stato secco (non più in vigore) | Explosive when dry (no longer in force)
EUH006 | Esplosivo con o senza aria (non più in vigore) | Explosive with or without air (no longer in force)
EUH014 | Reagisce violentemente con l'acqua | Reacts violently with water
EUH018 | Durante l'uso può formare con l'aria miscele esplosive o infiammabili | In use may form explosive or flammable mixtures with air
EUH019 | Può formare perossidi esplosivi | May form explosive peroxides
EUH029 | A contatto con l'acqua libera un gas tossico | With water gives off toxic gas
EUH031 | A contatto con acidi libera un gas tossico | With acids gives off toxic gas
EUH032 | A contatto con acidi libera un gas molto tossico | With acids gives off very toxic gas
EUH044 | Può esplodere se riscaldato in ambiente chiuso | May explode if heated under confinement
EUH059 | Pericoloso per l'ozono (non più in vigore: oggi H420) | Hazardous to the ozone layer (no longer in force: now H420)
EUH066 | L'esposizione ripetuta può seccare e screpolare la pelle | Repeated exposure may dry and crack the skin
EUH070 | Tossico a contatto con gli occhi | Toxic by eye contact
EUH071 | Corrosivo per le vie respiratorie | Corrosive to the airways
EUH201 | Contiene piombo: non su oggetti che i bambini possano masticare | Contains lead: not on what children may chew
EUH201A | Attenzione: contiene piombo | Warning: contains lead
EUH202 | Cianoacrilato: incolla in pochi secondi pelle e occhi | Cyanoacrylate: bonds skin and eyes in seconds
EUH203 | Contiene cromo (VI): può provocare allergia | Contains chromium (VI): may cause an allergic reaction
EUH204 | Contiene isocianati: può provocare allergia | Contains isocyanates: may cause an allergic reaction
EUH205 | Contiene resine epossidiche: può provocare allergia | Contains epoxy resins: may cause an allergic reaction
EUH206 | Non usare con altri prodotti: può liberare cloro | Do not use with other products: may release chlorine
EUH207 | Contiene cadmio: in uso sviluppa fumi pericolosi | Contains cadmium: dangerous fumes form in use
EUH208 | Contiene un sensibilizzante: può provocare allergia | Contains a sensitiser: may cause an allergic reaction
EUH209 | Può diventare facilmente infiammabile durante l'uso | Can become highly flammable in use
EUH209A | Può diventare infiammabile durante l'uso | Can become flammable in use
EUH210 | Scheda di sicurezza disponibile su richiesta | Safety data sheet on request
EUH211 | A spruzzo può formare goccioline respirabili pericolose | Sprayed, may form hazardous respirable droplets
EUH212 | In uso può formare polvere respirabile pericolosa | In use, may form hazardous respirable dust
EUH380 | Può interferire con il sistema endocrino umano | May disrupt the human endocrine system
EUH381 | Sospettato di interferire con il sistema endocrino umano | Suspected of disrupting the human endocrine system
EUH401 | Seguire le istruzioni per l'uso, per la salute e l'ambiente | Follow the instructions for use, for health and the environment
EUH430 | Può interferire con il sistema endocrino nell'ambiente | May disrupt endocrine systems in the environment
EUH431 | Sospettato di interferire con il sistema endocrino nell'ambiente | Suspected of disrupting endocrine systems in the environment
EUH440 | Si accumula nell'ambiente e negli organismi, uomo compreso | Builds up in the environment and living organisms, humans included
EUH441 | Si accumula molto nell'ambiente e negli organismi, uomo compreso | Builds up strongly in the environment and living organisms, humans included
EUH450 | Può contaminare a lungo e in modo diffuso le risorse idriche | May cause long-lasting, spreading contamination of water
EUH451 | Può contaminare molto a lungo e in modo molto diffuso le risorse idriche | May cause very long-lasting, widely spreading contamination of water
""")  # noqa: E501 - one statement in each line

PICTOGRAMS: Final = _table("""
GHS01 | Esplosivo | Explosive
GHS02 | Infiammabile | Flammable
GHS03 | Comburente | Oxidising
GHS04 | Gas sotto pressione | Gas under pressure
GHS05 | Corrosivo | Corrosive
GHS06 | Tossicità acuta | Acute toxicity
GHS07 | Irritante o nocivo | Irritant or harmful
GHS08 | Pericolo per la salute | Health hazard
GHS09 | Pericoloso per l'ambiente acquatico | Hazardous to the aquatic environment
""")

# Which pictogram a statement asks for; what is not here asks for none.
_SHOWN: Final = {
    "GHS01": "H200 H201 H202 H203 H204 H240 H241",
    "GHS02": "H206 H207 H208 H220 H222 H223 H224 H225 H226 H228 H232 H241 H242 H250 H251 H252 H260"
             " H261",
    "GHS03": "H270 H271 H272",
    "GHS04": "H280 H281",
    "GHS05": "H290 H314 H318",
    "GHS06": "H300 H301 H310 H311 H330 H331",
    "GHS07": "H302 H312 H315 H317 H319 H332 H335 H336 H420",
    "GHS08": "H304 H334 H340 H341 H350 H350i H351 H360 H360F H360D H360FD H360Fd H360Df H361 H361f"
             " H361d H361fd H370 H371 H372 H373",
    "GHS09": "H400 H410 H411",
}  # fmt: skip
PICTOGRAMS_OF: Final[Mapping[str, frozenset[str]]] = {
    code: frozenset(sign for sign, codes in _SHOWN.items() if code in codes.split())
    for code in H_PHRASES
}
