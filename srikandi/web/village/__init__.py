"""Pages of the village, made for a phone at somebody's door: who waits for a visit, one person, done."""

from flask import Blueprint

from srikandi.web.village import nominations, phone, posters, residents, sessions
from srikandi.web.village.telling import complaints, slips

area = Blueprint("village", __name__, url_prefix="/desa")
area.before_request(phone.allow_worker)
area.after_request(phone.name_reader)
area.context_processor(phone.words_for_page)
for part in (residents, sessions, nominations, posters, slips, complaints, phone):
    area.register_blueprint(part.routes)
