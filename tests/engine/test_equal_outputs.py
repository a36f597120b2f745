"""Made notebooks give the same outputs, counts, states and errors by the forked and the stock engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_notebooks import ENGINES, run

from hotline_lib.run.fork_engine.choice import FORK, STOCK

PRINTS = (
    "import sys\nprint('一')\nprint('警', file=sys.stderr)\nprint('二')\n5",
    "!echo shell",
    "%%capture caught\nprint('收起')",
    "caught.stdout",
    "import warnings\nwarnings.warn('小心')",
    "print('末尾没有换行', end='')",
)
BESIDE_PYTHON = (
    "import ctypes, os, subprocess, time\n"
    "print('先')\nos.write(1, '文件描述符\\n'.encode())\nos.system('echo 子进程')\n"
    "subprocess.run(['sh', '-c', 'echo 出错 >&2'])\n"
    "libc = ctypes.CDLL(None)\nlibc.puts(b'from C'); libc.fflush(None)\nprint('后')\ntime.sleep(1)"
)
DISPLAYS = (
    "from IPython.display import HTML, clear_output, display\nhandle = display('旧', display_id='one')\n"
    "display(HTML('<b>粗</b>'))\n{'application/json': 1}",
    "handle.update('新')\n_, Out[1]",
    "print('不要'); clear_output(); print('要')",
    "print('留到下一次'); clear_output(wait=True); display('换上')",
    "display('另一', display_id='one')",
    "class Two:\n    def _repr_mimebundle_(self, **kw):\n"
    "        return {'text/plain': '二', 'application/x+json': {'a': [1]}}\nTwo()",
    "import asyncio\nawait asyncio.sleep(0.01)\nasyncio.get_running_loop().is_running()",
    "async def three():\n    return 3\nawait asyncio.gather(three(), three())",
    "__name__, type(get_ipython()).__name__",
)
FIGURES = (
    "import matplotlib.pyplot as plt\nplt.rcParams['font.size'] = 17\nplt.plot([1, 3, 2]);",
    "plt.title('left open by no one')\nplt.gcf().number",
    "figure, axes = plt.subplots()\naxes.bar([1], [2])\nfigure",
    "%matplotlib inline\nplt.figure(figsize=(2, 1)); plt.hist([1, 1, 2]);",
    "plt.get_backend(), plt.get_fignums()",
)
THREADS = (
    "import threading, multiprocessing\nfound = []\n"
    "threads = [threading.Thread(target=found.append, args=(n,)) for n in range(8)]\n"
    "[t.start() for t in threads]; [t.join() for t in threads]; sorted(found)",
    "from concurrent.futures import ThreadPoolExecutor\n"
    "with ThreadPoolExecutor(4) as pool:\n    print(sum(pool.map(lambda n: n * n, range(100))))",
    "def double(n):\n    return 2 * n\nwith multiprocessing.get_context('fork').Pool(2) as pool:\n"
    "    print(pool.map(double, range(5)))",
    "import numpy\nfloat((numpy.ones((300, 300)) @ numpy.ones((300, 300))).sum())",
    "threading.Thread(target=__import__('time').sleep, args=(60,), daemon=True).start()\n'留下一个'",
)
PROCESS = (
    # but for the library's own folder, which an editable install may keep out of the path
    "import os, sys\nimport hotline_lib\nlibrary = os.path.dirname(os.path.dirname(hotline_lib.__file__))\n"
    "[folder for folder in sys.path if folder != library]",
    "import signal\n[signal.getsignal(number) for number in (1, 10, 15, 17)]",
    "import os\nsorted({**os.environ, 'PYDEVD_USE_FRAME_EVAL': '', 'JPY_PARENT_PID': ''})",
    "sorted(globals()), __name__, sys.modules['__main__'].__dict__ is globals()",
    "os.path.basename(os.getcwd()), sys.stdin.read(), sys.stdout.isatty(), sys.stdout.encoding",
)
ERRORS = {
    "an exception": "def inner():\n    raise KeyError('没有')\ninner()",
    "a chained exception": "try:\n    1 / 0\n"
    "except ZeroDivisionError as e:\n    raise ValueError('坏') from e",
    "a syntax error": "a = = 1",
    "a leave": "import sys\nsys.exit()",
    "a leave with a code": "raise SystemExit(3)",
    "an unknown magic": "%no_such_magic",
    "a failing cell magic": "%%capture\n1 / 0",
    "a failing display": "class Bad:\n    def _repr_html_(self):\n        raise RuntimeError('不能显示')\n"
    "    def __repr__(self):\n        return '坏'\nBad()",
    "an interrupt": "raise KeyboardInterrupt",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "sources",
    [PRINTS, DISPLAYS, FIGURES, THREADS, PROCESS],
    ids=["prints", "displays", "figures", "threads", "process"],
)
def test_outputs_are_equal(tmp_path: Path, sources: tuple[str, ...]) -> None:
    fork, stock = (run(tmp_path, *sources, engine=engine) for engine in ENGINES)
    assert stock.error is None, stock.error
    assert fork.error is None, fork.error
    assert fork.outputs == stock.outputs
    assert sum(map(len, fork.outputs)) >= len(sources) - 2
    assert [c.execution_count for c in fork.code] == [c.execution_count for c in stock.code]
    assert fork.states == stock.states == ["completed"] * len(sources)
    assert fork.notebook.metadata.language_info == stock.notebook.metadata.language_info


@pytest.mark.slow
def test_what_is_printed_beside_python_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel reads it by a thread and may mix the lines; here they are in true order."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # under which a kernel would not read it
    fork, stock = (run(tmp_path, BESIDE_PYTHON, engine=engine) for engine in ENGINES)
    assert fork.text(0).splitlines() == ["先", "文件描述符", "子进程", "from C", "后"]
    for name in ("stdout", "stderr"):
        printed = ["".join(o["text"] for o in ran.outputs[0] if o["name"] == name) for ran in (fork, stock)]
        assert sorted(printed[0]) == sorted(printed[1]) != []


@pytest.mark.slow
@pytest.mark.parametrize("name", ERRORS)
def test_errors_are_equal(tmp_path: Path, name: str) -> None:
    sources = ("1", ERRORS[name], "print('不应运行')")
    fork, stock = (run(tmp_path, *sources, engine=engine) for engine in ENGINES)
    assert fork.outputs == stock.outputs
    assert [c.execution_count for c in fork.code] == [c.execution_count for c in stock.code]
    assert fork.states == stock.states
    assert type(fork.error) is type(stock.error)
    assert str(fork.error) == str(stock.error)


@pytest.mark.slow
def test_a_question_to_no_one_is_the_same_error(tmp_path: Path) -> None:
    fork, stock = (run(tmp_path, "input('? ')", engine=engine).outputs[0][0] for engine in ENGINES)
    assert [fork[k] for k in ("ename", "evalue")] == [stock[k] for k in ("ename", "evalue")]


@pytest.mark.slow
def test_a_cell_that_may_fail_and_one_that_is_skipped(tmp_path: Path) -> None:
    tags = {0: "raises-exception", 1: "skip-execution"}
    fork, stock = (run(tmp_path, "1 / 0", "2", "3", engine=engine, tags=tags) for engine in ENGINES)
    assert fork.outputs == stock.outputs
    assert [bool(o) for o in fork.outputs] == [True, False, True]
    assert fork.states == stock.states
    assert type(fork.error) is type(stock.error), "papermill looks at error outputs, not at tags"


LEAK = (
    "import os, sys, json, random\nimport matplotlib\nleaked = 1\n"
    "matplotlib.rcParams['font.size'] = 99\nos.environ['LEAKED'] = '1'\nos.chdir('/')\n"
    "sys.path.append('/leaked')\njson.dumps = None\nrandom.seed(1)\nsys.modules['leaked'] = json\n"
    "__import__('builtins').leaked = 1\nget_ipython().user_ns['x'] = 1\n"
    "__import__('warnings').simplefilter('error')\n__import__('signal').signal(10, lambda *_: None)\n"
    "matplotlib.font_manager.fontManager.ttflist.clear()"
)
PROBE = (
    "import os, sys, json, random, signal, builtins, warnings\nimport matplotlib.font_manager\n"
    "print('leaked' in globals(), 'x' in globals(), 'leaked' in sys.modules, hasattr(builtins, 'leaked'))\n"
    "print(matplotlib.rcParams['font.size'], 'LEAKED' in os.environ, os.path.basename(os.getcwd()))\n"
    "print('/leaked' in sys.path, sys.path[-1] == '/leaked', json.dumps(1))\n"
    "print(signal.getsignal(10) is signal.SIG_DFL)\n"
    "print(len(matplotlib.font_manager.fontManager.ttflist) > 0, warnings.filters[0][0])"
)


@pytest.mark.slow
def test_no_state_reaches_the_next_notebook(tmp_path: Path) -> None:
    before = run(tmp_path, PROBE)
    leaking = run(tmp_path, LEAK)
    after = run(tmp_path, PROBE)
    stock = run(tmp_path, PROBE, engine=STOCK)
    assert leaking.error is None, leaking.error
    assert before.text(0) == after.text(0) == stock.text(0)
    assert after.text(0).splitlines() == [
        "False False False False",
        "10.0 False work",
        "False False 1",
        "True",
        "True ignore",
    ]


def test_random_numbers_differ_between_notebooks(tmp_path: Path) -> None:
    source = "import random, numpy\nrandom.random(), float(numpy.random.random())"
    one, two = (run(tmp_path, source, engine=FORK).outputs[0][0]["data"]["text/plain"] for _ in range(2))
    assert set(one.strip("()").split(", ")).isdisjoint(two.strip("()").split(", "))
