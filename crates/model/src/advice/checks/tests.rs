use super::*;

fn found(text: &str) -> Vec<Check> {
    checks(&Outcome::of(&text.parse().unwrap_or_else(|e| panic!("{e}"))))
}

fn ids(text: &str) -> Vec<&'static str> {
    found(text).into_iter().map(|check| check.id).collect()
}
