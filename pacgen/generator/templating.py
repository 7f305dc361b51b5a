"""Jinja2, set up so that a template can print nothing unescaped."""

from __future__ import annotations

import functools
from importlib.resources.abc import Traversable

import jinja2
from jinja2.loaders import split_template_path

from pacgen.data import TEMPLATES
from pacgen.errors import PacgenError, TemplateError
from pacgen.generator.escaping import JsText, comment, js_string, passed_code

__all__ = ["SHIPPED", "fill"]

SHIPPED = "shipped/"
"""What the names of pacgen's own templates may begin with."""


class _DirectoryLoader(jinja2.BaseLoader):
    """
    Finds templates in a directory, which may lie inside a zip file.

    What begins with ``shipped/`` is pacgen's own, so that a template can extend the one whose
    place it takes.
    """

    def __init__(self, directory: Traversable) -> None:
        self._directory = directory

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, None]:
        """Read the template's source; the path cannot leave the directory."""
        del environment
        own = template.removeprefix(SHIPPED)
        directory = self._directory if own == template else TEMPLATES
        source = directory.joinpath(*split_template_path(own))
        if not source.is_file():
            raise jinja2.TemplateNotFound(template)
        return source.read_text(encoding="utf-8"), template, None


def fill(
    template: str, directory: Traversable, *, own_lines: bool = False, **values: object
) -> str:
    """
    Return the text of *template* with *values*: ASCII, LF.

    Args:
        template: Name of the template in *directory*.
        directory: Where the templates are.
        own_lines: Whether a line that holds a tag alone leaves nothing behind.
        values: What the template sees, by name.

    Raises:
        TemplateError: the template is missing or broken, or prints something unescaped.
    """
    try:
        environment = (
            _shipped(own_lines=own_lines)
            if directory is TEMPLATES
            else _environment(directory, own_lines=own_lines)
        )
        text = environment.get_template(template).render(values)
    except jinja2.TemplateNotFound as error:
        raise TemplateError(f"there is no template {error.name}") from None
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"{error.name}:{error.lineno}: {error.message}") from None
    except jinja2.TemplateError as error:
        raise TemplateError(f"{template}: {error.message}") from None
    except OSError as error:
        raise TemplateError(f"{template}: it cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise TemplateError(f"{template}: it is not UTF-8") from None
    except PacgenError:
        raise
    except Exception as error:  # noqa: BLE001 - a template is code and can raise anything
        raise TemplateError(f"{template}: {type(error).__name__}: {error}") from None
    if not text.isascii() or "\r" in text:
        raise TemplateError(
            f"{template}: its own text is not plain ASCII", tip="use ASCII in templates"
        )
    return text


@functools.cache
def _shipped(*, own_lines: bool) -> jinja2.Environment:
    """Return the one of the shipped templates, which are compiled once: nobody changes them."""
    return _environment(TEMPLATES, own_lines=own_lines)


def _environment(directory: Traversable, *, own_lines: bool) -> jinja2.Environment:
    # HTML escaping would be wrong here; _only_escaped demands JavaScript escaping instead.
    environment = jinja2.Environment(  # noqa: S701 - see above
        loader=_DirectoryLoader(directory),
        undefined=jinja2.StrictUndefined,
        finalize=_only_escaped,
        newline_sequence="\n",
        keep_trailing_newline=True,
        trim_blocks=own_lines,
        lstrip_blocks=own_lines,
    )
    environment.filters.update(js=js_string, comment=comment, code=passed_code)
    return environment


def _only_escaped(value: object) -> JsText:
    if isinstance(value, JsText):
        return value
    if isinstance(value, jinja2.Undefined):
        # Says which name is missing.
        value._fail_with_undefined_error()  # noqa: SLF001 - the documented hook of StrictUndefined
    raise TemplateError(
        f"the template prints {value!r} with no filter",
        tip="print every value through js, comment or code",
    )
