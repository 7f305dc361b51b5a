"""
The direct rules of a policy go into somebody else's PAC file, and out again.

Writing the rules is the generator's work; finding the place takes a syntax tree, and the proof
takes the engine. So the three meet here, above both wings.
"""

from __future__ import annotations

from pacgen.publish.patch.patch import Patched, managed_policy, patch, unpatch
from pacgen.publish.patch.proof import Proof, prove

__all__ = ["Patched", "Proof", "managed_policy", "patch", "prove", "unpatch"]
