"""Relations that parsers often get wrong, put right by the words themselves."""

from __future__ import annotations

from collections.abc import Sequence

from kabar.parse.grammar import Grammar
from kabar.parse.tree import Token, Tree


def main_relation(token: Token) -> str:
    """Return the relation without its subtype."""
    return token.relation.partition(":")[0]


def repaired_relations(tree: Tree, grammar: Grammar) -> list[str]:
    """Return the main relation of every token, clauses read by the words that open them.

    *And* or *but* coordinates, *that* after a verb reports, a participle after a comma is said of
    the subject, and a subject right after the verb above opens a complement.
    """
    relations = [main_relation(t) for t in tree.tokens]
    for token in tree.tokens:
        if token.upos == "VERB" and token.head >= 0:
            relation = relations[token.index]
            if relation in ("acl", "advcl", "dep"):
                relations[token.index] = _side_clause(tree, grammar, relations, token)
            elif relation == "conj" and _is_bare_complement(tree, relations, token):
                relations[token.index] = "ccomp"
    return relations


def _side_clause(tree: Tree, grammar: Grammar, relations: Sequence[str], token: Token) -> str:
    tokens, i = tree.tokens, token.index
    before = [k for k in tree.children[i] if k < i]
    if any(relations[k] == "cc" for k in before):
        return "conj"
    if token.relation == "acl" and not before and i > 0 and tokens[i - 1].text == ",":
        # *The chief told a conference, demanding their return*: said of the chief.
        return "advcl"
    if tokens[token.head].upos == "VERB":
        marks = grammar.words("complement_marks")
        if any(tokens[k].lower in marks and k > token.head for k in before):
            return "ccomp"
    return relations[i]


def _is_bare_complement(tree: Tree, relations: Sequence[str], token: Token) -> bool:
    """Say whether a “coordinated” verb has its subject right after the verb above, no *and*.

    *NATO demands Russia withdraw*, in languages where nothing marks the clause.
    """
    i, head = token.index, token.head
    if head > i or tree.tokens[head].upos != "VERB":
        return False
    own = [k for k in tree.children[i] if head < k < i]
    between = tree.tokens[head + 1 : i]
    return any(relations[k] == "nsubj" for k in own) and not any(
        t.upos in ("PUNCT", "CCONJ", "SCONJ") for t in between
    )
