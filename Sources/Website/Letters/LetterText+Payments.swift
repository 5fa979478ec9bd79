import Foundation
import KinoraAccounts
import KinoraKernel

extension LetterText {
    /// Letters about paying: what was paid, what failed and the way out of it, what ended.
    init(_ letter: PaymentLetter, _ words: Words, zone: TimeZone) {
        let site = words(.siteName)
        func day(_ moment: Moment) -> String { words.letterMoment(moment, zone) }
        func name(_ text: String) -> String { text.onOneLine(atMost: 120) }
        func button(_ link: String, _ label: Phrase = .letterPayButton) -> Button { Button(label: words(label), link: link) }
        switch letter {
        case .paid(let title, let total, let invoice, let link, _, let consent, let withdrawal):
            self.init(subject: words(.letterPaidSubject, site), paragraphs: [words(.letterPaid)])
            facts = [Fact(name: words(.letterPayWhat), value: name(title)), Fact(name: words(.letterPayTotal), value: total)]
            if let invoice { facts.append(Fact(name: words(.letterPayInvoice), value: invoice)) }
            self.button = button(link, .letterInvoiceButton)
            if consent == true { notes.append(words(.letterConsent)) }
            if let withdrawal { notes.append(words(.letterWithdraw, withdrawal)) }
        case .subscribed(let title, let price, let link, let withdrawal):
            self.init(
                subject: words(.letterSubscribedSubject, site), paragraphs: [words(.letterSubscribed), words(.letterSubscribedCancel)])
            facts = [Fact(name: words(.letterPayWhat), value: name(title)), Fact(name: words(.letterPayPrice), value: price)]
            self.button = button(link)
            if let withdrawal { notes = [words(.letterConsent), words(.letterWithdraw, withdrawal)] }
        case .failed(let title, let until, let link):
            self.init(subject: words(.letterFailedSubject, site), paragraphs: [words(.letterFailed, name(title), day(until))])
            self.button = button(link, .letterFailedButton)
        case .neverPaid(let title, let until, let link):
            self.init(
                subject: words(.letterFailedSubject, site), paragraphs: [words(.letterFailedUnpaid, name(title), day(until))])
            self.button = button(link, .letterFailedButton)
        case .trialEnds(let title, let at, let price, let link):
            self.init(subject: words(.letterTrialEndsSubject, site), paragraphs: [words(.letterTrialEnds, name(title), day(at), price)])
            self.button = button(link)
            notes = [words(.letterSubscribedCancel)]
        case .changed(let title, let price, let link):
            self.init(subject: words(.letterPlanChangedSubject, site), paragraphs: [words(.letterPlanChanged)])
            facts = [Fact(name: words(.letterPayWhat), value: name(title)), Fact(name: words(.letterPayPrice), value: price)]
            self.button = button(link)
        case .cancelled(let title, let at, let until, let link, let house):
            self.init(
                subject: words(.letterCancelledSubject, site),
                paragraphs: [words(house == nil ? .letterCancelled : .letterCancelledByHouse)])
            facts = [Fact(name: words(.letterPayWhat), value: name(title)), Fact(name: words(.letterTime), value: day(at))]
            if let until { facts.append(Fact(name: words(.letterPayOpenUntil), value: day(until))) }
            if let house { facts.append(Fact(name: words(.letterReason), value: house.onOneLine(atMost: 300))) }
            self.button = button(link)
        case .refunded(let title, let amount, let link, _, let reason):
            self.init(subject: words(.letterRefundedSubject, site), paragraphs: [words(.letterRefunded)])
            facts = [Fact(name: words(.letterPayWhat), value: name(title)), Fact(name: words(.letterPayTotal), value: amount)]
            if let reason { facts.append(Fact(name: words(.letterReason), value: reason.onOneLine(atMost: 300))) }
            self.button = button(link, .letterInvoiceButton)
        case .declared(let kind, let contract, let at, let link):
            self.init(subject: words(.letterDeclaredSubject, site), paragraphs: [words(.letterDeclared)])
            facts = [
                Fact(name: words(.letterPayWhat), value: words(kind.phrase)), Fact(name: words(.letterContract), value: name(contract)),
                Fact(name: words(.letterTime), value: day(at)),
            ]
            self.button = button(link)
        case .gift(let title, let code, let from, let link):
            self.init(subject: words(.letterGiftSubject, name(from), site), paragraphs: [words(.letterGift, name(from), name(title))])
            facts = [Fact(name: words(.letterGiftCode), value: code)]
            self.button = button(link, .letterGiftButton)
            notes = [words(.letterIgnore)]
        }
    }
}

extension PaymentLetter.Declared {
    fileprivate var phrase: Phrase {
        switch self {
        case .cancellation: .declaredCancellation
        case .cancellationForCause: .declaredForCause
        case .withdrawal: .declaredWithdrawal
        }
    }
}
