import Foundation
import KinoraAccounts
import KinoraKernel

/// What a letter says, before it is dressed as text or as HTML.
struct LetterText: Sendable {
    struct Button: Sendable {
        var label: String
        var link: String
    }

    struct Fact: Sendable {
        var name: String
        var value: String
    }

    var subject: String
    var paragraphs: [String]
    var facts: [Fact] = []
    /// What the reader is expected to do; nil where nothing is.
    var button: Button?
    /// What else there is to know, below the button.
    var notes: [String] = []
}

extension LetterText {
    /// - Parameter zone: of the moments that are told.
    init(_ letter: Letter, _ words: Words, zone: TimeZone) {
        let site = words(.siteName)
        let until = letter.goodUntil.map { words(.letterLinkUntil, words.letterMoment($0, zone)) } ?? words(.letterLinkOnce)
        switch letter.kind {
        case .confirmAddress(let link):
            self.init(subject: words(.letterConfirmSubject, site), paragraphs: [words(.letterConfirm, site)])
            button = Button(label: words(.letterConfirmButton), link: link)
            notes = [until, words(.letterConfirmElse)]
        case .alreadyMember(let link):
            self.init(subject: words(.letterKnownSubject, site), paragraphs: [words(.letterKnown, site)])
            button = Button(label: words(.letterSignInButton), link: link)
            notes = [words(.letterIgnore)]
        case .resetPassword(let link):
            self.init(subject: words(.letterResetSubject, site), paragraphs: [words(.letterReset, site)])
            button = Button(label: words(.letterResetButton), link: link)
            notes = [until, words(.letterResetElse)]
        case .invitation(let link, let from):
            let subject = from.map { words(.letterInvitationSubjectFrom, Self.name($0), site) } ?? words(.letterInvitationSubject, site)
            self.init(subject: subject, paragraphs: [words(.letterInvitation, site)])
            button = Button(label: words(.letterInvitationButton), link: link)
            notes = [until, words(.letterIgnore)]
        case .waitingMember(let asked, let link):
            let name = Self.name(asked)
            self.init(subject: words(.letterWaitingSubject, name, site), paragraphs: [words(.letterWaiting, name, site)])
            button = Button(label: words(.letterWaitingButton), link: link)
        case .admitted(let link):
            self.init(subject: words(.letterAdmittedSubject, site), paragraphs: [words(.letterAdmitted)])
            button = Button(label: words(.letterSignInButton), link: link)
        case .newDevice(let device, let place, let at):
            self.init(subject: words(.letterDeviceSubject, site), paragraphs: [words(.letterDevice)])
            facts = [
                Fact(name: words(.letterDeviceName), value: Self.name(device)),
                Fact(name: words(.letterDevicePlace), value: Self.name(place)),
                Fact(name: words(.letterTime), value: words.letterMoment(at, zone)),
            ]
            notes = [words(.letterNotYou)]
        case .credentialChanged(let change, let at):
            self.init(subject: words(.letterChangedSubject, site), paragraphs: [words(change.phrase)])
            facts = [Fact(name: words(.letterTime), value: words.letterMoment(at, zone))]
            notes = [words(.letterNotYou)]
        case .closing(let end, let link):
            self.init(
                subject: words(.letterClosingSubject, site), paragraphs: [words(.letterClosing, words.letterMoment(end, zone))])
            button = Button(label: words(.letterClosingButton), link: link)
            notes = [words(.letterClosingElse)]
        case .payment(let letter): self.init(letter, words, zone: zone)
        case .trial:
            self.init(subject: words(.letterTrialSubject, site), paragraphs: [words(.letterTrial, site)])
        }
    }

    /// What others chose to be called has little room to say something else.
    private static func name(_ text: String) -> String { text.onOneLine(atMost: 80) }
}

extension CredentialChange {
    /// What the letter says of it.
    fileprivate var phrase: Phrase {
        switch self {
        case .password: .letterChangedPassword
        case .email: .letterChangedEmail
        case .secondFactorOn: .letterChangedFactorOn
        case .secondFactorOff: .letterChangedFactorOff
        case .recoveryCodesMade: .letterChangedCodes
        case .recoveryCodeUsed: .letterChangedCodeUsed
        case .passkeyAdded: .letterChangedPasskeyAdded
        case .passkeyRemoved: .letterChangedPasskeyRemoved
        case .identityAdded: .letterChangedIdentityAdded
        case .identityRemoved: .letterChangedIdentityRemoved
        case .pin: .letterChangedPin
        }
    }
}
