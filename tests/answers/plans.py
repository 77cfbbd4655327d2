"""Small plans of our own that the tests of answers ask about."""

from __future__ import annotations

from agent.documents import parse_markdown
from agent.extract import extract
from agent.model.roadmap import Roadmap

HARBOUR = """# Harbour Crane Renewal

## Summary

- **Total Budget**: €900,000
- **Payback Period**: 18 months
- **Uptime target**: 99.5%

## Phase 1: Survey (Months 1-3)

**Budget:** €200,000
**Owner:** Ilse Brandt

- [x] Measure the quay walls
- [x] Hire the survey crew
- [ ] Publish the load report

## Phase 2: Build (Months 4-9)

**Budget:** €500,000

### B1. Foundations
- **Priority**: Critical
- **Effort**: 10-12 weeks
- **Dependencies**: None

### B2. Gantry
- **Priority**: High
- **Effort**: 8 weeks
- **Dependencies**: B1 (Foundations)

- [ ] Order the steel
- [ ] Weld the gantry

## Phase 3: Handover (Months 10-12)

**Budget:** €150,000

- [ ] Train the operators
- [ ] Open the second berth

## Team

| Role | Days | Cost |
|------|------|------|
| Surveyor | 40 person-days | €16,000 |
| Welder | 60 person-days | €18,000 |
| Crane electrician | 50 person-days | €25,000 |
| Total | 150 person-days | €59,000 |

## Risks

| Risk | Impact | Mitigation |
|------|--------|------------|
| Storm damage | High | Weather window of two weeks |
| Late steel | Medium | Second supplier under contract |

## Targets

- Crane uptime: 99.9%
- Container moves: 120 per hour

### Why we start with the survey

The survey comes first because the quay walls carry unknown loads. Without it the foundations would be designed blind.
"""

GARTEN = """# Stadtgarten: Ausbauplan

## Phase 1: Wege und Beete (8 Wochen)
**Budget: 42.000 €**

- Kompostplatz anlegen
- Regenwasser sammeln

## Phase 2: Gewächshaus (12 Wochen)
**Budget: 68.500 €**

- Fundament gießen
- Datenschutz der Kameras klären
"""

CAFE = """# Plano do Café Itinerante

## Q1 2026 (Janeiro - Março)

- **Plano Básico**: R$ 49/mês
- **Clientes**: 120

## Q2 2026 (Abril - Junho)

- Aplicativo móvel para pedidos
- **Clientes**: 300
"""

TSUKI = """# 月見フェス 計画書

## フェーズ1: 準備（Week 1-4）

- [x] 会場予約
- [ ] 出店者募集
- **予算**: 120万円
- **担当**: 佐藤

## フェーズ2: 開催（Week 5-6）

- [ ] 設営
- **推定時間**: 16 時間
"""


def roadmap(text: str, path: str = "plan.md") -> Roadmap:
    """A plan, read."""
    return extract(parse_markdown(text, path))
