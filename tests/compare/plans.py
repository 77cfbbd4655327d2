"""Small roadmaps of our own for the tests of comparison."""

from __future__ import annotations

from agent.compare import Side
from agent.documents import read_bytes
from agent.extract import extract
from agent.model.roadmap import Roadmap

HARBOUR = """# Harbour platform plan

Total budget: $900K

## Q1 2026: Access

- [x] **Single sign-on**
- [ ] **Role-based access**: rights for every team
- [ ] Nightly cargo import

## Q3 2026: Growth

- [ ] **Audit log**
- [ ] Berth occupancy forecast
- [ ] **AR/VR** tour of the quay

## Targets

- **API response time**: <200ms P95
- **Uptime**: 99.9%
- **Throughput**: 600 requests/minute

## Team

- **Backend**: 3-4 engineers
- **Design**: 1 designer

## Risks

- The port authority delays the permits
- Two vendors leave the market
"""

LIGHTHOUSE = """# Plano do Farol

## Q2 2026 (Abril - Junho)

- ✅ **Login único (SSO)**
- 🔄 **RBAC com permissões finas**
- 🆕 Previsão de neblina

## Q4 2026 (Outubro - Dezembro)

- 🆕 **Trilha de auditoria**
- 🆕 **Realidade aumentada** para visitantes

## Métricas de sucesso

- **Latência**: <80ms P95
- **Uptime**: 99,95%
- **Vazão**: 20 requisições/s
"""

RELATIVE = """# Tide gauge rollout

| Phase | Timeline | Focus | Investment |
|-------|----------|-------|------------|
| Phase 1 | 0-6 months | Sensors | $200K |
| Phase 2 | 6-18 months | Forecasts | $300-500K |

# Phase 1 (0-6 months): Sensors

### G1. Sensor housing
- **Priority**: Critical
- **Effort**: 2-3 months
- **Budget**: $120K
- **Dependencies**: None

### G2. Radio link
- **Priority**: High
- **Effort**: 1-2 months
- **Budget**: $60K
- **Dependencies**: G1

# Phase 2 (6-18 months): Forecasts

### G3. Tide forecast service
- **Priority**: High
- **Effort**: 4-6 months
- **Budget**: $240K
- **Dependencies**: G1, G2
"""


def roadmap(text: str, path: str = "plan.md") -> Roadmap:
    """A text as it would be read from a file."""
    return extract(read_bytes(text.encode(), path))


def side(text: str, path: str = "plan.md") -> Side:
    return Side(roadmap(text, path))


def three() -> tuple[Side, Side, Side]:
    """A dated English plan, a Portuguese one, and one in relative months."""
    return side(HARBOUR, "harbour.md"), side(LIGHTHOUSE, "farol.md"), side(RELATIVE, "tide.md")
