"""What tests share: courses to grade, readers in a browser, answers that are right or wrong on purpose."""
