"""The simulator as a test holds it: a server on loopback, its account, its courier and its faults."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.simulator.account import Account, Book, Json
from tests.simulator.api import Api, ApiFaults
from tests.simulator.desk import Desk
from tests.simulator.webhooks import Attempt, Courier, SignedEvent, WebhookFaults

if TYPE_CHECKING:
    from types import TracebackType

SECRET_KEY = "sk_test_simulator"
WEBHOOK_SECRET = "whsec_simulator"
LARGEST_REQUEST = 1_000_000


class _Quiet(WSGIRequestHandler):
    """Serves without a line per request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


class Simulator:
    """A payment provider on loopback; a context manager that serves from entry to exit.

    Its deeds happen at once; webhooks follow in the background (`wait_until_quiet`), or not at all when told so.
    """

    def __init__(  # noqa: PLR0913 a test names the one or two it needs
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        public_url: str | None = None,
        webhook_url: str | None = None,
        webhook_secret: str = WEBHOOK_SECRET,
        secret_key: str = SECRET_KEY,
        merchant: str = "Srikandi JKN",
        livemode: bool = False,
        seed: int | None = None,
    ) -> None:
        """Listen on a free port unless one is named; deliver to nobody unless told where.

        `public_url` is where browsers reach the Checkout page when that isn't where it listens.
        """
        self.secret_key = secret_key
        self.book = Book(livemode=livemode, seed=seed)
        self.account = Account(self.book)
        self.courier = Courier(url=webhook_url, secret=webhook_secret)
        self.book.listeners.append(self.courier.take)
        self.api = Api(self.account, secret_key=secret_key, base_url=lambda: (public_url or self.base_url).rstrip("/"))
        app = _app(self.api, Desk(self, merchant=merchant, secret_key=secret_key))
        self._server = make_server(host, port, app, threaded=True, request_handler=_Quiet)
        self.base_url = f"http://{host}:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="simulator", daemon=True)

    def __enter__(self) -> Self:
        """Begin to serve and to deliver."""
        self.courier.start()
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop both."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)
        self.courier.stop()

    @property
    def webhook_secret(self) -> str:
        """The secret webhooks are signed with."""
        return self.courier.secret

    @property
    def events(self) -> list[Json]:
        """Everything that has happened, oldest first."""
        return self.book.every("event")

    @property
    def sessions(self) -> list[Json]:
        """Every Checkout session, oldest first."""
        return self.book.every("checkout.session")

    @property
    def attempts(self) -> list[Attempt]:
        """Every try to deliver a webhook, oldest first."""
        return list(self.courier.attempts)

    def pay(self, session_id: str, *, currency: str | None = None, amount: int | None = None) -> Json:
        """Pay a session as the person at the page would; a test may change currency or hundredths."""
        return self.account.pay(session_id, currency=currency, amount=amount)

    def decline(self, session_id: str) -> Json:
        """Let the card be declined."""
        return self.account.decline(session_id)

    def expire(self, session_id: str) -> Json:
        """Let a session end unpaid."""
        return self.account.expire(session_id)

    def refund(self, payment_intent: str, *, amount: int | None = None) -> Json:
        """Refund from the provider's dashboard: all that is left, or so many hundredths."""
        return self.account.refund({"payment_intent": payment_intent, "amount": amount})

    def dispute(self, payment_intent: str) -> Json:
        """Let the card holder dispute what was paid."""
        return self.account.dispute(self.book.find("payment_intent", payment_intent)["latest_charge"])

    def close_dispute(self, dispute_id: str, *, won: bool) -> Json:
        """End a dispute."""
        return self.account.close_dispute(dispute_id, won=won)

    def pay_out(self) -> Json:
        """Pay the balance out to the bank."""
        return self.account.pay_out()

    def fail_payout(self, payout_id: str) -> Json:
        """Let the bank send a payout back."""
        return self.account.fail_payout(payout_id)

    def deliver_webhooks_to(self, url: str | None) -> None:
        """Name the address webhooks go to from now on."""
        self.courier.url = url

    def behave(self) -> None:
        """End every fault; held webhooks stay held until released."""
        self.courier.faults = WebhookFaults()
        self.api.faults = ApiFaults()

    def lose_webhooks(self) -> None:
        """Deliver nothing from now on."""
        self.courier.faults.lose = True

    def repeat_webhooks(self, times: int) -> None:
        """Deliver everything so many times from now on."""
        self.courier.faults.repeat = times

    def delay_webhooks(self, seconds: float) -> None:
        """Deliver so much later from now on."""
        self.courier.faults.delay_seconds = seconds

    def forge_webhooks(self) -> None:
        """Sign with a wrong secret from now on."""
        self.courier.faults.forge = True

    def hold_webhooks(self) -> None:
        """Keep webhooks back until they are released."""
        self.courier.faults.hold = True

    def release_webhooks(self, *, seed: int | None = None, backwards: bool = False) -> None:
        """Deliver what was held: in order, backwards, or shuffled by a seed."""
        self.courier.release(seed=seed, backwards=backwards)

    def fail_api(self, *, times: int = 1_000, status: int = 500, after: bool = False) -> None:
        """Answer the next requests with an error; with `after` the deed is done and only the answer lost."""
        self.api.faults = ApiFaults(times=times, status=status, after=after)

    def hang_api(self, seconds: float, *, times: int = 1_000) -> None:
        """Keep the next requests waiting."""
        self.api.faults = ApiFaults(times=times, hang_seconds=seconds)

    def signed(self, event: Json, *, at: int | None = None, secret: str | None = None) -> SignedEvent:
        """Give an event as it would be posted, for tests that post it themselves."""
        return self.courier.signed(event, at=at, secret=secret)

    def wait_until_quiet(self, seconds: float = 10) -> bool:
        """Wait until every webhook is delivered or given up. Gives whether that happened in time."""
        return self.courier.wait(seconds)


def _app(api: Api, desk: Desk) -> Flask:
    """Give the web application: the API and the desk, with the page's own style beside it."""
    app = Flask(__name__, template_folder="pages", static_folder="pages", static_url_path="/static")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.register_blueprint(api.blueprint())
    app.register_blueprint(desk.blueprint())
    return app
