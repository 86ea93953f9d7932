"""Adds the low-rank weights of an adapter to a BERT model and writes the result as a GGUF of the same shape.

    python merge_adapter.py BASE.gguf ADAPTER.safetensors OUTPUT.gguf

The adapter holds `TENSOR.lora_a` (rank x in) and `TENSOR.lora_b` (out x rank) by the GGUF's tensor names. Their product
is summed up in 64 bits: rounded to the f16 of the base, it is the same on every machine, and so is the file's hash.
"""

import shutil
import sys
from pathlib import Path

import gguf
import numpy as np
from safetensors.numpy import load_file


def merge(base: Path, adapter: Path, output: Path) -> None:
    weights = load_file(adapter)
    shutil.copyfile(base, output)
    tensors = {tensor.name: tensor for tensor in gguf.GGUFReader(output, "r+").tensors}
    for name in sorted({key.rsplit(".lora_", 1)[0] for key in weights}):
        down = weights[f"{name}.lora_a"].astype(np.float64)
        up = weights[f"{name}.lora_b"].astype(np.float64)
        data = tensors[name].data
        data[:] = (data.astype(np.float64) + up @ down).astype(data.dtype)
        data.flush()


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    merge(*(Path(argument) for argument in sys.argv[1:]))
