"""Pure helpers: clock, codes, money, outcomes, Vietnamese text. No models; imports nothing of ours."""
