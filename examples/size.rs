//! The calculator on the command line: sizes a link or a file of scenarios. See docs/command-line.md.

use std::io::{Read, Write, stdin, stdout};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs};

use exchange::export::monitoring::{
    Kit, Settings, grafana_dashboard, prometheus_rule, prometheus_rules,
};
use exchange::export::report::{Context, Report, report};
use exchange::library::Saved;
use exchange::{file, link, result};
use model::forecast::date::Date;
use model::outcome::Outcome;

const USAGE: &str = "usage: size [--as json|markdown|csv|rules|operator|dashboard] [LINK | FILE | -]

LINK is a share link, or what stands behind its #. FILE is a file of scenarios as the calculator exports it; each of them is sized. - is
standard input, with either. Without any, the defaults are sized.

Exit codes: 0 all is well; 1 something was written, but part of the input could not be read; 2 nothing could be read; 64 the command was
not understood. What could not be read is said on standard error.";

/// A scenario to size: its name, which a link has none of, and its link's fragment.
struct Task {
    name: String,
    fragment: String,
}

/// What went wrong, and how the program ends.
struct Trouble(u8, String);

/// What to write about a scenario.
type Writer = fn(&Task) -> String;

fn json(task: &Task) -> String {
    result::evaluate(&task.fragment)
}

fn written(task: &Task, write: fn(&Report) -> String) -> String {
    let parsed = link::parse(&task.fragment);
    let notices: Vec<String> = parsed.notices.into_iter().map(|notice| notice.message).collect();
    let context =
        Context { name: &task.name, page: "", today: today(), notices: &notices, end: &parsed.end };
    write(&report(&parsed.scenario, &context))
}

fn monitoring(task: &Task, write: fn(&Kit) -> String) -> String {
    let parsed = link::parse(&task.fragment);
    let outcome = Outcome::of(&parsed.scenario);
    let link = format!("#{}", link::format(&outcome.scenario));
    let settings = Settings::read(&parsed.watch);
    let made = f64::from(today().days()) * 86_400.0;
    write(&Kit::new(outcome.focus(), &settings, &task.name, &link, made))
}

/// The forms that `--as` knows.
const FORMS: [(&str, Writer); 6] = [
    ("json", json),
    ("markdown", |task| written(task, |report| report.markdown())),
    ("csv", |task| written(task, |report| report.csv('.'))),
    ("rules", |task| monitoring(task, prometheus_rules)),
    ("operator", |task| monitoring(task, prometheus_rule)),
    ("dashboard", |task| monitoring(task, grafana_dashboard)),
];

/// Today, UTC.
fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    Date::from_days(i32::try_from(seconds / 86_400).unwrap_or(0))
}

/// The scenarios of a text: a file's, or the one of a link.
fn tasks(text: &str, troubles: &mut Vec<String>) -> Result<Vec<Task>, Trouble> {
    let text = text.trim();
    if !text.trim_start_matches('\u{feff}').starts_with('{') {
        let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
        return Ok(vec![Task { name: String::new(), fragment: fragment.to_owned() }]);
    }
    let contents = file::read(text)
        .map_err(|refusal| Trouble(2, format!("The file {}", refusal.sentence())))?;
    troubles.extend(contents.lost);
    if contents.scenarios.is_empty() {
        return Err(Trouble(2, "There is no scenario in the file.".to_owned()));
    }
    let task = |saved: Saved| Task { name: saved.name, fragment: saved.link };
    Ok(contents.scenarios.into_iter().map(task).collect())
}

/// What the program was given, as text.
fn read(source: Option<&str>) -> Result<String, Trouble> {
    let trouble = |error| Trouble(2, format!("{} cannot be read: {error}.", source.unwrap_or("-")));
    match source {
        None => Ok(String::new()),
        Some("-") => {
            let mut text = String::new();
            // One byte more than is taken, so that too much is noticed, and no more than that is kept.
            let most = file::MAX_BYTES as u64 + 1;
            stdin().take(most).read_to_string(&mut text).map_err(trouble)?;
            Ok(text)
        }
        Some(link) if link.contains(['=', '#']) => Ok(link.to_owned()),
        Some(path) => fs::read_to_string(path).map_err(trouble),
    }
}

fn run(arguments: &[String]) -> Result<Vec<String>, Trouble> {
    let mut form = FORMS[0];
    let mut source = None;
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(argument) = rest.next() {
        match argument {
            "--as" => {
                let name = rest.next().unwrap_or_default();
                let known = FORMS.iter().find(|form| form.0 == name);
                form = *known
                    .ok_or_else(|| Trouble(64, format!("There is no form {name:?}.\n{USAGE}")))?;
            }
            "-h" | "--help" => {
                print(USAGE)?;
                return Ok(Vec::new());
            }
            // An empty link is the defaults.
            argument if source.is_none() && (argument == "-" || !argument.starts_with("--")) => {
                source = Some(argument);
            }
            other => return Err(Trouble(64, format!("{other:?} is not understood.\n{USAGE}"))),
        }
    }
    let mut troubles = Vec::new();
    let source = source.filter(|source| !source.is_empty());
    for task in tasks(&read(source)?, &mut troubles)? {
        for notice in link::parse(&task.fragment).notices {
            troubles.push([notice.key.as_str(), ": ", &notice.message].concat());
        }
        print(&form.1(&task))?;
    }
    Ok(troubles)
}

/// Writes a text and ends its line. A reader that has had enough, such as `head`, is no failure.
fn print(text: &str) -> Result<(), Trouble> {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    match write!(stdout(), "{text}{end}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Trouble(2, format!("The result cannot be written: {error}.")))
        }
        _ => Ok(()),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match run(&arguments) {
        Ok(troubles) => {
            for trouble in &troubles {
                eprintln!("{trouble}");
            }
            ExitCode::from(u8::from(!troubles.is_empty()))
        }
        Err(Trouble(code, sentence)) => {
            eprintln!("{sentence}");
            ExitCode::from(code)
        }
    }
}
