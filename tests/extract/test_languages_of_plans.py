"""A plan is read the same in Dutch and Italian: sections, states, owners, dependencies, risks and steps."""

from __future__ import annotations

import pytest

from agent.extract.wording.roles import heading_role
from agent.extract.wording.words import is_total, kind_of, topic_of
from agent.facts import Convention, lookup_label, scan
from tests.extract.reading import kinds, read

DUTCH = """
    # Projectplan vernieuwing veerdienst

    ## Fasering

    ### Fase 1: Ontwerp (januari - maart 2027)

    **Verantwoordelijke:** Anneke de Boer

    - Bestek opstellen

    ### Fase 2: Bouw (april - december 2027)

    **Afhankelijk van:** Fase 1

    ## Mijlpalen

    | Mijlpaal | Datum | Status |
    |---|---|---|
    | Contract getekend | 15 maart 2027 | Gereed |
    | Eerste proefvaart | 1 oktober 2027 | Nog niet gestart |

    ## Begroting

    | Kostenpost | Bedrag |
    |---|---|
    | Ponten | € 900.000 |
    | Steigers | € 300.000 |
    | Totaal | € 1.200.000 |

    ## Risico's en maatregelen

    | Risico | Kans | Gevolg | Maatregel |
    |---|---|---|---|
    | Werf levert te laat | Hoog | Middel | Boete in contract |
    | Laag water | Laag | Hoog | Ondiepe pont |

    ## Volgende stappen

    1. **Vergunning aanvragen**
    2. **Personeel werven**

    ## Buiten scope

    - Een nieuwe brug
    """

ITALIAN = """
    # Piano del nuovo mercato coperto

    ## Cronoprogramma

    ### Fase 1: Progetto (gennaio - marzo 2027)

    **Responsabile:** Elena Conti

    - Rilievo dell'area

    ### Fase 2: Cantiere (aprile - novembre 2027)

    **Dipende da:** Fase 1

    ## Traguardi

    | Traguardo | Data | Stato |
    |---|---|---|
    | Permesso ottenuto | 15 marzo 2027 | Completato |
    | Apertura | 1 dicembre 2027 | Da fare |

    ## Costi

    | Voce | Importo |
    |---|---|
    | Opere | € 900.000 |
    | Impianti | € 300.000 |
    | Totale | € 1.200.000 |

    ## Rischi e mitigazioni

    | Rischio | Probabilità | Impatto | Mitigazione |
    |---|---|---|---|
    | Ritardo del permesso | Alta | Medio | Avvio anticipato |
    | Prezzi in aumento | Bassa | Alto | Contratto a prezzo fisso |

    ## Prossimi passi

    1. **Nominare il direttore lavori**
    2. **Pubblicare il bando**

    ## Fuori ambito

    - Parcheggio interrato
    """


@pytest.mark.parametrize("text", [DUTCH, ITALIAN], ids=["nl", "it"])
def test_all_parts_of_a_plan_are_read(text: str) -> None:
    plan = read(text)
    found = [kind for kind, _, _ in kinds(plan)]
    assert found == ["phase", "task", "phase", "milestone", "milestone", "risk", "risk", "task", "task"]
    design, build = (item for item in plan.items if item.kind == "phase")
    assert [fact.attribute for fact in design.facts if fact.source == "field"] == ["owner"]
    assert [dependency.target for dependency in build.dependencies] == [design.key]
    assert [item.status for item in plan.items if item.kind == "milestone"] == ["done", "planned"]
    assert [(total.measure, len(total.groupings[0])) for total in plan.totals] == [("cost", 2)]
    graded = [(item.first("likelihood"), item.first("impact"), item.first("mitigation")) for item in plan.items if item.kind == "risk"]
    assert all(fact is not None for facts in graded for fact in facts)


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Risicoanalyse", "risks"),
        ("Analisi dei rischi", "risks"),
        ("Beheersmaatregelen", "mitigations"),
        ("Succescriteria", "metrics"),
        ("Indicatori di successo", "metrics"),
        ("Projectteam", "team"),
        ("Gruppo di lavoro", "team"),
        ("Personeelskosten", "budget"),
        ("Piano dei costi", "budget"),
        ("Afhankelijkheden", "dependencies"),
        ("Tijdlijn", "timeline"),
        ("Próximos Hitos", "milestones"),
        ("Next milestones", "milestones"),
        ("Next steps when ready", "tasks"),
        ("Build order", "tasks"),
        ("Implementation steps", "tasks"),
        ("Orden de ejecución", "tasks"),
        ("Umsetzungsschritte", "tasks"),
        ("实施步骤", "tasks"),
        ("Primary goals", "objectives"),
        ("Doelstellingen", "objectives"),
        ("Obiettivi strategici", "objectives"),
        ("In uitvoering", "in_progress"),
        ("Nog te doen", "planned"),
        ("Buiten de scope", "out_of_scope"),
        ("Aannames", "assumptions"),
        ("Aanpak", "approach"),
        ("Open vragen", "questions"),
        ("Planning en risico's", "risks"),
    ],
)
def test_sections_are_known(heading: str, topic: str) -> None:
    assert topic_of(heading) == topic


@pytest.mark.parametrize(
    "heading",
    [
        "Rischio zero in mare aperto per tutti i pescatori del golfo",  # a name that goes on
        "Actieve klanten",
        "Sintesi vocale",
        "Stapsgewijze invoering",
        "Attivazione dei sensori",
        "Visione artificiale",
        "Introduzione del nuovo registro",
    ],
)
def test_names_of_things_are_no_sections(heading: str) -> None:
    assert topic_of(heading) == ""


def test_kinds_roles_and_totals() -> None:
    assert [kind_of(word) for word in ("Mijlpaal", "Taak", "Doelstelling", "Traguardo", "Rischio")] == [
        "milestone",
        "task",
        "objective",
        "milestone",
        "risk",
    ]
    assert [heading_role(words) for words in ("Streefwaarde", "Nulmeting", "Obiettivi", "Previsioni")] == [
        "target",
        "baseline",
        "target",
        "estimate",
    ]
    assert is_total("Eindtotaal")
    assert is_total("Totale generale")


def test_words_of_one_language_are_no_slips_of_another() -> None:
    salaries, salary = lookup_label("Salaries"), lookup_label("Salary")
    assert salaries is None or salaries.attribute != "rate"  # one letter from the Dutch word, and a group of costs
    assert salary is not None
    assert salary.attribute == "rate"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Status: in uitvoering", "status", "in_progress"),
        ("Stato: non ancora iniziato", "status", "planned"),
        ("Statut : à planifier", "status", "planned"),
        ("Status: im Verzug", "status", "at_risk"),
        ("Stato: rinviata", "status", "on_hold"),
        ("Estado: en producción", "status", "done"),
        ("De sluis is afhankelijk van fase 2", "reference", "depends_on"),
        ("Il collaudo presuppone la fase 2", "reference", "depends_on"),
        ("Afhankelijk van: geen", "reference", "none"),
    ],
)
def test_states_and_dependencies_are_read(text: str, kind: str, value: str) -> None:
    assert (kind, value) in [(token.kind, token.value) for token in scan(text, Convention())]


@pytest.mark.parametrize(
    "text", ["De klaar-voor-gebruik-doos kost veel", "Il nuovo attivo circolante cresce", "Wir gesperrte Straßen meiden"]
)
def test_words_inside_a_sentence_are_no_states(text: str) -> None:
    assert "status" not in [token.kind for token in scan(text, Convention())]
