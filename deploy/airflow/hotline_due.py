"""12345 热线通报：每天运行到期的各期 (Airflow DAG: one daily task that runs what is due).

The command itself knows what is due, waits for inputs and never makes the same thing twice, so that the
DAG has one task, and `catchup` is off: a missed day is made up for by the next.
Set the Airflow variable `HOTLINE_ROOT` to the project folder; secrets come from the worker's environment.
"""

from __future__ import annotations

from datetime import timedelta

import pendulum
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

WAITING = 12
"""The exit code of `hotline run --due` while inputs are missing: shown as skipped, not as failed."""

with DAG(
    dag_id="hotline_due",
    description="12345 热线通报：运行到期的各期",
    schedule="10 7 * * *",
    start_date=pendulum.datetime(2024, 1, 1, tz="Asia/Shanghai"),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 1, "retry_delay": timedelta(minutes=10)},
    tags=["hotline"],
) as dag:
    BashOperator(
        task_id="run_due",
        cwd="{{ var.value.HOTLINE_ROOT }}",
        bash_command=".nox/run/bin/hotline run --due --report outputs/due.txt",
        skip_on_exit_code=WAITING,
        append_env=True,
        execution_timeout=timedelta(hours=2),
    )
