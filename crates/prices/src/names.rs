//! What the names of a provider's machines tell, and hold the files to.

use serde::Deserialize;

/// How a provider names its machines.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub enum Naming {
    /// `m8g.4xlarge`: family, then size. `large` is 2 vCPU, `xlarge` 4, `4xlarge` 16. A `g` after the
    /// generation is Arm.
    #[serde(rename = "family.size")]
    FamilyDotSize,
    /// `n2-standard-8`: family, then vCPU. The families `c4a` and `t2a` are Arm.
    #[serde(rename = "family-vcpu")]
    FamilyDashVcpu,
    /// `Standard_D2ps_v5`: a letter, vCPU, features. A `p` among the features is Arm.
    #[serde(rename = "letter-vcpu-features")]
    LetterVcpuFeatures,
    /// Names that tell nothing; machines then have to be added to their family by hand.
    #[serde(rename = "none")]
    Untold,
}

impl Naming {
    /// Whether a name says that the machine is an Arm one; `None` if it tells nothing of it.
    #[must_use]
    pub fn is_arm(self, name: &str) -> Option<bool> {
        match self {
            Self::FamilyDotSize => {
                let family = name.split('.').next().unwrap_or_default();
                Some(family.trim_start_matches(|c: char| !c.is_ascii_digit()).contains('g'))
            }
            Self::FamilyDashVcpu => Some(name.starts_with("c4a-") || name.starts_with("t2a-")),
            Self::LetterVcpuFeatures => {
                let size =
                    name.trim_start_matches("Standard_").split('_').next().unwrap_or_default();
                Some(size.trim_start_matches(|c: char| !c.is_ascii_digit()).contains('p'))
            }
            Self::Untold => None,
        }
    }

    /// The vCPU that a name tells, if it tells any.
    #[must_use]
    pub fn vcpu(self, name: &str) -> Option<u16> {
        match self {
            Self::FamilyDotSize => match name.split_once('.')?.1 {
                "large" => Some(2),
                "xlarge" => Some(4),
                size => size.strip_suffix("xlarge")?.parse().ok().map(|times: u16| 4 * times),
            },
            Self::FamilyDashVcpu => name.rsplit_once('-')?.1.parse().ok(),
            Self::LetterVcpuFeatures => {
                let from = name.find(|c: char| c.is_ascii_digit())?;
                let digits = name[from..].split(|c: char| !c.is_ascii_digit()).next()?;
                digits.parse().ok()
            }
            Self::Untold => None,
        }
    }

    /// What the names of a family's machines have in common: the name without its size.
    #[must_use]
    pub fn stem(self, name: &str) -> String {
        match self {
            Self::FamilyDotSize => name.split('.').next().unwrap_or_default().to_owned(),
            Self::FamilyDashVcpu => name.rsplit_once('-').map_or(name, |(stem, _)| stem).to_owned(),
            Self::LetterVcpuFeatures => {
                let from = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
                let rest = name[from..].trim_start_matches(|c: char| c.is_ascii_digit());
                format!("{}{rest}", &name[..from])
            }
            Self::Untold => name.to_owned(),
        }
    }
}
