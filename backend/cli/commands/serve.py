"""``vitae serve``: the whole service in one command."""

import click

from backend.cli.messages import note


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=2,
    show_default=True,
    help="Worker instances, which share WORKER_CONCURRENCY; 0 for the API alone.",
)
@click.pass_context
def command(context: click.Context, host: str, port: int, workers: int) -> None:
    """Run the whole service: broker, workers and HTTP API.

    Without REDIS_URL it brings a broker of its own. Prints one line with the address when
    everything answers, and ends all of it on Ctrl-C or SIGTERM; a second Ctrl-C does not wait
    for running analyses. The logs are in DATA_DIR/logs, or with -v on stderr.
    """
    from backend.config import get_settings
    from backend.serve.supervisor import Plan, serve

    settings = get_settings()
    verbose = bool(context.find_root().params["verbose"])
    note("Starting broker, workers and API …")
    serve(settings, Plan(host, port, workers, verbose), lambda url: click.echo(f"Vitae is ready at {url}"))
    note("Everything has ended.")
