import Foundation
import KinoraAccounts
import KinoraKernel

/// Names of what accounts are made of.
extension Words {
    func role(_ role: Role) -> String {
        switch role {
        case .owner: self(.roleOwner)
        case .manager: self(.roleManager)
        case .curator: self(.roleCurator)
        case .member: self(.roleMember)
        case .guest: self(.roleGuest)
        }
    }

    func state(_ state: Member.State) -> String {
        switch state {
        case .unconfirmed: self(.stateUnconfirmed)
        case .waiting: self(.stateWaiting)
        case .active: self(.stateActive)
        case .disabled: self(.stateDisabled)
        case .leaving: self(.stateLeaving)
        }
    }

    func registration(_ rule: HouseRules.Registration) -> String {
        switch rule {
        case .open: self(.registrationOpen)
        case .approval: self(.registrationApproval)
        case .invitation: self(.registrationInvitation)
        case .closed: self(.registrationClosed)
        }
    }

    func way(_ way: SignInWay) -> String {
        switch way {
        case .password: self(.wayPassword)
        case .totp: self(.wayTOTP)
        case .recoveryCode: self(.wayRecoveryCode)
        case .passkey: self(.wayPasskey)
        case .provider: self(.wayProvider)
        case .deviceCode: self(.wayDeviceCode)
        case .firstStart: self(.wayFirstStart)
        }
    }

    func outcome(_ outcome: SignInRecord.Outcome, _ way: SignInWay) -> String {
        switch outcome {
        case .signedIn: self(.outcomeSignedIn, self.way(way))
        case .refused: self(.outcomeRefused, self.way(way))
        case .notAdmitted: self(.outcomeNotAdmitted)
        case .slowed: self(.outcomeSlowed)
        }
    }

    func fault(_ fault: Reception.Fault) -> String {
        switch fault {
        case .address: self(.faultAddress)
        case .name: self(.faultName)
        case .password(let fault): self.fault(fault)
        }
    }

    func fault(_ fault: PasswordFault) -> String {
        switch fault {
        case .tooShort: self(.faultPasswordShort)
        case .tooLong: self(.faultPasswordLong)
        case .common: self(.faultPasswordCommon)
        case .personal: self(.faultPasswordGuessable)
        }
    }

    /// `28 November 2026, 04:50 UTC`.
    func timestamp(_ moment: Moment) -> String {
        // Hours from 0 to 23, also where people count to twelve twice: without a word behind it nobody knew which.
        let style = Date.FormatStyle(locale: Locale(identifier: self(.languageTag) + "-u-hc-h23"), timeZone: .gmt)
        return self(.utcMoment, moment.date.formatted(style.day().month(.wide).year().hour(.twoDigits(amPM: .omitted)).minute(.twoDigits)))
    }

    /// `28 November 2026`.
    func day(_ moment: Moment) -> String {
        moment.date.formatted(Date.FormatStyle(locale: Locale(identifier: self(.languageTag)), timeZone: .gmt).day().month(.wide).year())
    }
}
