//! What `table.rs` is written with: a macro that makes of each row everything that an input is.

/// Makes the inputs of a table whose columns `table.rs` explains:
///
/// - `Key`, the enum of all inputs;
/// - `INPUTS`, a static array with one `Input` a row;
/// - `Resolved`, a struct with one typed field a row, named by the input's code;
/// - `Resolved::take`, which reads the fields from a scenario's numbers;
/// - `Resolved::follow`, which gives the inputs on *auto* what follows from the others;
/// - `Resolved::value`, the field of a key as links and results write it.
macro_rules! declare_inputs {
    ($(
        $key:ident, $code:ident: $type:ty, $how:ident $what:expr, $group:ident,
        $label:literal, $unit:literal, $kind:expr,
        $help:literal,
        $yours:literal;
    )*) => {
        /// The inputs, in the order of links, files and forms.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Key { $(#[doc = $help] $key),* }

        /// Every input, in the order of [`Key`].
        pub static INPUTS: [Input; [$(stringify!($code)),*].len()] = [$(Input {
            key: Key::$key,
            code: stringify!($code),
            label: $label,
            unit: $unit,
            kind: $kind,
            default: default_of!($how $what),
            group: Group::$group,
            help: $help,
            yours: $yours,
        }),*];

        /// A scenario in which nothing is *auto* any more. Fields bear the codes of the inputs, which are
        /// the names of the formulas; units and ranges are those of [`INPUTS`].
        #[derive(Clone, Debug, PartialEq)]
        pub struct Resolved {
            $(#[doc = concat!($label, ". ", $help)] pub $code: $type,)*
            /// The inputs that nobody set: see [`Resolved::is_auto`].
            pub(crate) autos: Autos,
        }

        impl Resolved {
            /// The fields of a scenario's numbers. Those on *auto* are not what they should be until
            /// [`Resolved::follow`].
            pub(crate) fn take(values: &[Option<f64>; INPUTS.len()]) -> Self {
                Self {
                    $($code: <$type as Field>::from_number(
                        values[Key::$key as usize].unwrap_or_default(),
                    ),)*
                    autos: Autos::of(values),
                }
            }

            /// Gives every input on *auto* what follows from the others, in the order of the table; one
            /// may be left as it is.
            pub(crate) fn follow(&mut self, but: Option<Key>) {
                $(follow!($how $what, self, but, $key, $code);)*
            }

            /// The resolved value of an input as links write it; `auto` only for query growth in step
            /// with assertions, which is no number.
            #[must_use]
            pub fn value(&self, key: Key) -> Value {
                match key { $(Key::$key => self.$code.value()),* }
            }
        }
    };
}

/// The default of a row, `None` for *auto*.
macro_rules! default_of {
    (default $number:expr) => {
        Some($number)
    };
    (auto $function:expr) => {
        None
    };
}

/// The statement of a row in `Resolved::follow`; nothing for an input that is never *auto*.
macro_rules! follow {
    (default $number:expr, $resolved:ident, $but:ident, $key:ident, $code:ident) => {};
    (auto $function:expr, $resolved:ident, $but:ident, $key:ident, $code:ident) => {
        if $resolved.is_auto(Key::$key) && $but != Some(Key::$key) {
            $resolved.$code = $function($resolved);
        }
    };
}

pub(super) use {declare_inputs, default_of, follow};
