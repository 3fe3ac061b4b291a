"""Samples for everybody: the seed, how many, the rate and its bound; never a name, and nothing that was hidden."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from srikandi import documents, places, samples
from srikandi.database import current_session
from srikandi.places import District, districts
from srikandi.web.guard import public

routes = Blueprint("samples", __name__, url_prefix="/transparansi/sampel")


@routes.get("")
@public
def index() -> str:
    """List every sample of one district, those that were broken off among them."""
    session = current_session()
    known = districts(session)
    chosen = _chosen(known)
    found = samples.public_samples(session, chosen.id) if chosen else []
    return render_template(
        "public/samples/index.html",
        districts=known,
        chosen=chosen,
        samples=found,
        pools=samples.pool_names(session, found),
        rates=samples.publications(session, found),
    )


@routes.get("/<int:sample_id>")
@public
def show(sample_id: int) -> str:
    """Show one sample with everything needed to draw it again."""
    session = current_session()
    sample = samples.public_sample(session, sample_id)
    return render_template(
        "public/samples/show.html",
        sample=sample,
        district=places.district_of(session, sample.district_id),
        pool=samples.pool_names(session, [sample]).get(sample.pool_id),
        rates=samples.publications(session, [sample]).get(sample.id, []),
        least=samples.least_found(sample.wanted, sample.population),
    )


@routes.get("/<int:sample_id>/daftar.txt")
@public
def names(sample_id: int) -> Response:
    """Give the pseudonyms a sample is drawn from, a line each, sorted."""
    session = current_session()
    sample = samples.public_sample(session, sample_id)
    content = "".join(f"{name}\n" for name in samples.names_of(session, sample)).encode()
    leaving = documents.attachment(content, filename=f"daftar-sampel-{sample.id}.txt", media_type="text/plain")
    return Response(leaving.content, headers=leaving.headers)


def _chosen(known: list[District]) -> District | None:
    wanted = request.args.get("kabupaten", "")
    return next((one for one in known if one.code == wanted), known[0] if known else None)
