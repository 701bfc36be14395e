"""A server killed again and again loses nothing that it acknowledged and does nothing twice."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PATIENCE_SECONDS = 240


async def drive(*options: str) -> Any:
    driver = await asyncio.create_subprocess_exec(
        *(sys.executable, str(HERE / "driver.py"), *options),
        env=os.environ | {"PYTHONPATH": str(HERE.parent.parent)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, fault = await asyncio.wait_for(driver.communicate(), PATIENCE_SECONDS)
    finally:
        if driver.returncode is None:
            driver.kill()
    assert driver.returncode == 0, fault.decode()[-3000:]
    return json.loads(out)


async def test_every_acknowledged_answer_is_there_once_after_12_kills() -> None:
    summary = await drive("--kills", "12", "--seed", "1")
    assert summary["kills"] == 12
    assert summary["answers_once_each"] > 12


async def test_two_servers_on_one_postgres_lose_and_double_nothing_either(postgres_url: str) -> None:
    summary = await drive("--kills", "6", "--seed", "2", "--houses", "2", "--database-url", postgres_url)
    assert summary["kills"] == 6
    assert summary["answers_once_each"] > 6
