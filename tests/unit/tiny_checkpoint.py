"""Tiny encoder-decoder checkpoints with random weights, made on the spot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

TEXTS = (
    "The ferry ran aground with 186 passengers on board.",
    "Nine people were treated for injuries, the coastguard said on Wednesday.",
    "Harbour master Ruth Ansel said the water had been calm; tugs will pull the ship free.",
    "Write one neutral news sentence that says what these sentences say together. Sentence: 1. 2.",
)
SPECIALS = ["<pad>", "</s>", "<unk>", "<s>", "<mask>", "<doc-sep>", "<n>"]
SIZES: dict[str, int] = {"vocab_size": 200, "d_model": 16, "encoder_layers": 1, "decoder_layers": 1}
SIZES |= {"encoder_attention_heads": 2, "decoder_attention_heads": 2}
SIZES |= {"encoder_ffn_dim": 32, "decoder_ffn_dim": 32}
IDS = {"pad_token_id": 0, "eos_token_id": 1, "bos_token_id": 3, "decoder_start_token_id": 1}


def tokenizer(folder: Path, *, limit: int = 1_000_000) -> Any:
    """A small byte-level BPE tokenizer, saved in `folder`."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    inner = Tokenizer(models.BPE(unk_token="<unk>"))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    inner.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=SPECIALS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    inner.train_from_iterator(TEXTS, trainer)
    inner.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 3), ("</s>", 1)]
    )
    made = PreTrainedTokenizerFast(
        tokenizer_object=inner,
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        bos_token="<s>",
        mask_token="<mask>",
        model_max_length=limit,
    )
    made.save_pretrained(folder)
    return made


def checkpoint(folder: Path, kind: str, *, seed: int = 0, limit: int = 1_000_000) -> Path:
    """A checkpoint of type `kind` ("bart", "t5", "pegasus", "led") in `folder`."""
    import torch
    from transformers import (
        BartConfig,
        BartForConditionalGeneration,
        LEDConfig,
        LEDForConditionalGeneration,
        PegasusConfig,
        PegasusForConditionalGeneration,
        T5Config,
        T5ForConditionalGeneration,
    )

    folder.mkdir(parents=True)
    vocabulary = len(tokenizer(folder, limit=limit))
    sizes = {**SIZES, **IDS, "vocab_size": vocabulary}
    config: Any
    if kind == "bart":
        config, model = (
            BartConfig(**sizes, max_position_embeddings=256),
            BartForConditionalGeneration,
        )
    elif kind == "pegasus":
        config = PegasusConfig(**sizes, max_position_embeddings=256)
        model = PegasusForConditionalGeneration
    elif kind == "led":
        config = LEDConfig(
            **sizes,
            attention_window=[16],
            max_encoder_position_embeddings=512,
            max_decoder_position_embeddings=256,
        )
        model = LEDForConditionalGeneration
    else:
        config = T5Config(
            vocab_size=vocabulary, d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2, **IDS
        )
        model = T5ForConditionalGeneration
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        # Random output weights are nearly even; larger ones make the choices as clear as in life.
        made = model(config)
        for parameter in made.parameters():
            if parameter.dim() > 1:
                parameter.data.normal_(0.0, 0.5)
    made.save_pretrained(folder, safe_serialization=True)
    return folder
