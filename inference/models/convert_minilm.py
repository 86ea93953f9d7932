"""Writes a BERT sentence-embedding model (Hugging Face files) as the GGUF that llama.cpp reads.

    python convert_minilm.py MODEL_DIRECTORY OUTPUT.gguf

MODEL_DIRECTORY holds config.json, model.safetensors and vocab.txt. Weights of linear layers and word
embeddings become f16; norms, biases, position and token-type embeddings stay f32, as llama.cpp's own
converter does it.
"""

import json
import sys
from pathlib import Path

import gguf
import numpy as np
from safetensors.numpy import load_file

NOT_IN_THE_GRAPH = ("embeddings.position_ids", "pooler.")
KEPT_F32 = ("position_embd", "token_types", "norm", ".bias")


def to_llama_piece(token: str) -> str:
    """llama.cpp's WordPiece marks the start of a word (U+2581); BERT's vocabulary marks the continuation (##)."""
    if token.startswith("[") and token.endswith("]"):
        return token
    return token[2:] if token.startswith("##") else f"\u2581{token}"


def token_type_of(token: str) -> gguf.TokenType:
    if token == "[UNK]":
        return gguf.TokenType.UNKNOWN
    is_special = token.startswith("[") and token.endswith("]") and len(token) > 2
    return gguf.TokenType.CONTROL if is_special else gguf.TokenType.NORMAL


def convert(model_directory: Path, output: Path) -> None:
    config = json.loads((model_directory / "config.json").read_text("utf-8"))
    vocabulary = (model_directory / "vocab.txt").read_text("utf-8").splitlines()
    tensors = load_file(model_directory / "model.safetensors")

    writer = gguf.GGUFWriter(output, "bert")
    writer.add_name("all-MiniLM-L6-v2")
    writer.add_license("apache-2.0")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_layer_norm_eps(config["layer_norm_eps"])
    writer.add_causal_attention(False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)

    writer.add_tokenizer_model("bert")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([to_llama_piece(token) for token in vocabulary])
    writer.add_token_types([token_type_of(token) for token in vocabulary])
    writer.add_token_type_count(config["type_vocab_size"])
    writer.add_bos_token_id(vocabulary.index("[CLS]"))
    writer.add_eos_token_id(vocabulary.index("[SEP]"))
    writer.add_sep_token_id(vocabulary.index("[SEP]"))
    writer.add_unk_token_id(vocabulary.index("[UNK]"))
    writer.add_pad_token_id(vocabulary.index("[PAD]"))
    writer.add_mask_token_id(vocabulary.index("[MASK]"))

    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.BERT, config["num_hidden_layers"])
    for source, tensor in sorted(tensors.items()):
        if source.startswith(NOT_IN_THE_GRAPH):
            continue
        name = names.get_name(source, try_suffixes=(".weight", ".bias"))
        if name is None:
            raise SystemExit(f"no place in a BERT GGUF for the tensor {source}")
        keeps_f32 = any(part in name for part in KEPT_F32)
        writer.add_tensor(name, tensor.astype(np.float32 if keeps_f32 else np.float16))

    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
